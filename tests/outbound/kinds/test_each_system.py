"""What is special to one ticket system: its own way of being once, its own limits, its own fields."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from chatref.errors import BadInput
from chatref.outbound.destination import Delivered, Later, Refused, Unknown
from chatref.outbound.kind import Means
from tests.outbound.kinds.conftest import Wire, wired
from tests.outbound.kinds.far import Reply, instead, loses_the_answer
from tests.outbound.kinds.freshdesk_far import Freshdesk
from tests.outbound.kinds.github_far import Github
from tests.outbound.kinds.hubspot_far import Hubspot
from tests.outbound.kinds.jira_far import Jira
from tests.outbound.kinds.linear_far import TEAM, Linear
from tests.outbound.kinds.packages import ORDINARY
from tests.outbound.kinds.zendesk_far import Zendesk

KEY = "0192f7a0-0000-7000-8000-00000000000a"


@pytest.fixture
def freshdesk(means: Means) -> Iterator[Wire]:
    yield from wired(Freshdesk(), means)


@pytest.fixture
def jira(means: Means) -> Iterator[Wire]:
    yield from wired(Jira(), means)


@pytest.fixture
def linear(means: Means) -> Iterator[Wire]:
    yield from wired(Linear(), means)


@pytest.fixture
def hubspot(means: Means) -> Iterator[Wire]:
    yield from wired(Hubspot(), means)


async def test_zendesk_makes_one_ticket_though_its_list_is_behind(zendesk: Wire) -> None:
    """The key is taken once, so that even a look which finds nothing makes no second one."""
    zendesk.far.befalls("POST", loses_the_answer)
    behind = instead(Reply(200, {"tickets": []}))
    zendesk.far.befalls("GET", behind, behind)
    destination = zendesk.opened()
    assert isinstance(await destination.send(ORDINARY, KEY), Unknown)
    assert isinstance(await destination.send(ORDINARY, KEY), Delivered)
    assert len(zendesk.system.made) == 1


async def test_zendesk_having_had_the_key_with_other_words_is_unknown(zendesk: Wire) -> None:
    destination = zendesk.opened()
    await destination.send(ORDINARY, KEY)
    zendesk.far.befalls("GET", instead(Reply(200, {"tickets": []})))
    other = replace(ORDINARY, summary="There is more by now.")
    assert isinstance(await destination.send(other, KEY), Unknown)
    assert isinstance(await destination.find(KEY), Delivered)


async def test_zendesk_gets_the_fields_that_the_owner_chose_and_keeps_the_rest_private(zendesk: Wire) -> None:
    system = zendesk.system
    assert isinstance(system, Zendesk)
    await zendesk.opened(
        group="360001234567", form="360001234568", fields="360001 = order, 360002=nothing"
    ).send(ORDINARY, KEY)
    (ticket,) = system.tickets
    assert ticket["comment"]["public"] is False
    assert (ticket["group_id"], ticket["ticket_form_id"]) == (360001234567, 360001234568)
    assert ticket["custom_fields"] == [{"id": 360001, "value": "A-10233"}]
    assert ticket["requester"] == {"name": "Ada", "email": "ada@visitor.example"}
    assert ticket["tags"] == ["chatref", "refund", "wrong_licence", "vip"]
    assert ticket["priority"] == "high"


@pytest.mark.parametrize("contact", [None, "+49 30 1234", "ada@visitor.example\r\nBcc: x@evil.example", "@"])
async def test_zendesk_is_told_no_requester_that_is_no_address(zendesk: Wire, contact: str | None) -> None:
    system = zendesk.system
    assert isinstance(system, Zendesk)
    visitor = replace(ORDINARY.visitor, contact=contact)
    assert isinstance(await zendesk.opened().send(replace(ORDINARY, visitor=visitor), KEY), Delivered)
    assert "requester" not in system.tickets[0]


async def test_zendesk_is_told_no_requester_where_the_owner_keeps_them_out(zendesk: Wire) -> None:
    system = zendesk.system
    assert isinstance(system, Zendesk)
    await zendesk.opened(without_requester=True).send(ORDINARY, KEY)
    assert "requester" not in system.tickets[0]


async def test_github_is_looked_through_page_by_page(github: Wire) -> None:
    destination, system = github.opened(), github.system
    assert isinstance(system, Github)
    made = await destination.send(ORDINARY, KEY)
    system.issues.extend({"number": n, "body": "another", "html_url": ""} for n in range(60))
    github.far.asked.clear()
    assert await destination.find(KEY) == made
    assert [each.query["page"] for each in github.far.asked] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("status", "headers", "words", "seconds"),
    [
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "+90"}, "API rate limit exceeded", 90),
        (403, {"retry-after": "60"}, "You have exceeded a secondary rate limit", 60),
        (429, {"x-ratelimit-remaining": "0"}, "too many", None),
        (403, {}, "You have exceeded a secondary rate limit.", None),
    ],
)
async def test_github_says_in_its_own_ways_that_it_was_too_much(
    github: Wire, status: int, headers: dict[str, str], words: str, seconds: int | None
) -> None:
    if reset := headers.get("x-ratelimit-reset"):
        headers = {**headers, "x-ratelimit-reset": str(int(time.time()) + int(reset))}
    github.far.befalls("POST", instead(Reply(status, {"message": words}, headers)))
    result = await github.opened().send(ORDINARY, KEY)
    assert isinstance(result, Later)
    if seconds is None:
        assert result.after is None
    else:
        assert result.after is not None
        assert abs(result.after - timedelta(seconds=seconds)) < timedelta(seconds=20)


async def test_github_gets_labels_and_assignees(github: Wire) -> None:
    await github.opened(labels="support, chatref", assignees="octocat").send(ORDINARY, KEY)
    asked = github.far.asked[-1].plain()
    assert (asked["labels"], asked["assignees"]) == (["support", "chatref"], ["octocat"])


@pytest.mark.parametrize("repository", ["support", "a/b/c", "../x", "shop/..", "shop/su pport", "-x/y"])
def test_github_needs_an_owner_and_a_name(github: Wire, repository: str) -> None:
    with pytest.raises(BadInput) as wrong:
        github.opened(repository=repository)
    assert wrong.value.field == "repository"


def test_github_takes_the_address_of_a_repository_for_its_name(github: Wire) -> None:
    github.opened(repository="https://github.com/shop/support.git")


async def test_freshdesk_shows_the_ticket_to_nobody_but_the_owner(freshdesk: Wire) -> None:
    """Its text goes to the requester, and it says what only the team should read."""
    given = {"group": "1040", "type": "Refund", "fields": "cf_order_number = order"}
    await freshdesk.opened(**given).send(ORDINARY, KEY)
    asked = freshdesk.far.asked[-1].plain()
    assert asked["email"] == "desk@foundry.example"
    assert (asked["group_id"], asked["type"], asked["priority"]) == (1040, "Refund", 3)
    assert asked["custom_fields"] == {"cf_order_number": "A-10233"}
    assert asked["tags"] == ["chatref", "refund", "wrong_licence", "vip"]


async def test_jira_gets_labels_and_fields(jira: Wire) -> None:
    await jira.opened(labels="support", fields="customfield_10042 = order").send(ORDINARY, KEY)
    asked = jira.far.asked[-1].plain()["fields"]
    assert asked["labels"] == [f"chatref-{KEY}", "support"]
    assert asked["customfield_10042"] == "A-10233"


async def test_linear_gets_the_team_by_its_key_and_the_priority_by_its_number(linear: Wire) -> None:
    assert isinstance(await linear.opened(team="nobody").send(ORDINARY, KEY), Refused)
    await linear.opened(team="sup").send(ORDINARY, KEY)
    asked = linear.far.asked[-1].plain()["variables"]["input"]
    assert (asked["teamId"], asked["priority"]) == (TEAM, 2)


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        ("RATELIMITED", 400, Later),
        ("AUTHENTICATION_ERROR", 400, Refused),
        ("FORBIDDEN", 200, Refused),
        ("INPUT_ERROR", 200, Refused),
        ("INTERNAL_SERVER_ERROR", 200, Unknown),
    ],
)
async def test_linear_says_by_a_code_what_is_wrong(linear: Wire, code: str, status: int, kind: type) -> None:
    error = {"message": "Words", "extensions": {"code": code}}
    linear.far.befalls("POST", instead(Reply(status, {"data": None, "errors": [error]})))
    assert isinstance(await linear.opened().send(ORDINARY, KEY), kind)


@pytest.mark.parametrize("name", ["linear", "hubspot"])
async def test_a_try_that_was_slower_than_the_look_is_found_after_all(
    name: str, request: pytest.FixtureRequest
) -> None:
    wire: Wire = request.getfixturevalue(name)
    first = await wire.opened().send(ORDINARY, KEY)
    nothing = {"data": {"issues": {"nodes": []}, "teams": {"nodes": [{"id": TEAM}]}}, "results": []}
    wire.far.befalls("GET", instead(Reply(200, nothing)))
    assert await wire.opened().send(ORDINARY, KEY) == first
    assert len(wire.system.made) == 1


async def test_hubspot_gets_properties(hubspot: Wire) -> None:
    result = await hubspot.opened(fields="order_number = order", stage="2").send(ORDINARY, KEY)
    assert isinstance(result, Delivered)
    assert result.address == f"https://app.hubspot.com/contacts/7/record/0-5/{result.reference}"
    asked = json.loads(hubspot.far.asked[-1].body)["properties"]
    assert (asked["order_number"], asked["hs_pipeline_stage"]) == ("A-10233", "2")


@pytest.mark.parametrize(
    ("name", "entry", "value"),
    [
        ("zendesk", "fields", "order"),
        ("zendesk", "fields", "name = order"),
        ("zendesk", "group", "support"),
        ("zendesk", "user", "desk"),
        ("freshdesk", "requester", "desk"),
        ("freshdesk", "fields", "order = order"),
        ("jira", "project", "support desk"),
        ("jira", "fields", "summary = order"),
        ("jira", "labels", "two words"),
        ("linear", "team", "the team"),
        ("linear", "labels", "bug"),
        ("hubspot", "reference", "Our reference"),
        ("hubspot", "fields", "Order = order"),
        ("hubspot", "stage", "new"),
    ],
)
def test_what_is_wrong_is_said_by_its_entry(
    name: str, entry: str, value: str, request: pytest.FixtureRequest
) -> None:
    wire: Wire = request.getfixturevalue(name)
    with pytest.raises(BadInput) as wrong:
        wire.opened(**{entry: value})
    assert wrong.value.field == entry
