"""How soon a request for a person stands as a whole handoff card in a teammate's open inbox, in Chromium.

    .venv/bin/python bench/card.py [--rounds 60]

A teammate reads along while the assistant answers. The visitor asks for a person and names an order, which the rules
of the demo's owner hand over and collect details for. The time runs from the commit of that message, as its event says,
to the moment in the page at which the card has its reason, every detail asked for, the summary and the playbook; both
are read from the same machine's clock.
"""

import argparse
import asyncio
import http.client
import json
import tomllib
from uuid import uuid4

import psycopg
from playwright.async_api import Page, async_playwright
from report import quantile, table, verdict
from seed import Office, Serving, Stage, meet, open_offices, serving, stage

from chatref.accounts import teammates
from chatref.actions import schema
from chatref.actions import store as actions
from chatref.escalation import book, store
from chatref.web.auth import COOKIE
from demo.setup import DESK
from tools.chromium import CHROMIUM, FLAGS

MOST_P95_MS = 300.0
ROUNDS, WARM = 60, 5
HELLO, ASKS = "Hello there.", "I want to return order A-10233, I need a person."
Took = tuple[float, float]  # milliseconds from the visitor's words, and from the handoff
WATCH = """() => {
  const whole = () => {
    const card = document.querySelector("section.card")
    return card && card.querySelector(".card-why") && card.querySelector(".so-far")
      && card.querySelectorAll(".details dd").length >= 3 && card.querySelector(".playbook-step")
  }
  window.card = new Promise(shown => {
    const observer = new MutationObserver(() => {
      if (!whole()) return
      observer.disconnect()
      shown(performance.timeOrigin + performance.now())
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  })
}"""


async def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = parser.parse_args().rounds
    async with stage() as seeding:
        [office] = await open_offices(seeding.database, 1)
        await _furnish(seeding, office)
        visitors = await meet(seeding.database, office, rounds + WARM)
        with serving(seeding.home) as desk:
            times = await _watched(seeding, office, desk, [secret for _, secret in visitors])
    asked, handed_over = zip(*times[WARM:], strict=True)
    rows = [("the visitor's words", asked), ("the handoff", handed_over)]
    table(
        [f"ms to the whole card from the commit of, {rounds} rounds", "p50", "p95", "most"],
        [[name, quantile(of, 0.5), quantile(of, 0.95), max(of)] for name, of in rows],
    )
    p95 = quantile(asked, 0.95)
    return verdict({"card_p95_ms": p95}, met=p95 <= MOST_P95_MS)


async def _furnish(seeding: Stage, office: Office) -> None:
    """The demo's rules and actions, with one team for all."""
    plain = tomllib.loads(DESK.read_text())
    async with seeding.database.workspace(office.workspace) as connection:
        everybody = next(each for each in await teammates.teams(connection) if each.is_default)
        teams = {each["name"]: everybody.id for each in plain["team"]}
        await actions.save(connection, office.workspace, schema.from_plain(plain))
        await store.save(connection, office.workspace, book.from_plain(plain, teams, "en"))


async def _watched(seeding: Stage, office: Office, desk: Serving, secrets: list[str]) -> list[Took]:
    base = f"http://127.0.0.1:{desk.port}"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = await browser.new_context(viewport={"width": 1440, "height": 900})
        await context.add_cookies([{"name": COOKIE, "value": office.colleagues[0][1], "url": base}])
        page = await context.new_page()
        times = []
        for number, secret in enumerate(secrets):
            conversation = str(uuid4())
            await _say(desk, number, conversation, secret, HELLO)
            await page.goto(f"{base}/inbox/assistant/{conversation}")
            await page.locator("article.message.assistant .bubble").wait_for()
            times.append(await _round(seeding, desk, page, number, conversation, secret))
        await browser.close()
    return times


async def _round(
    seeding: Stage, desk: Serving, page: Page, number: int, conversation: str, secret: str
) -> Took:
    await page.evaluate(WATCH)
    await _say(desk, number, conversation, secret, ASKS)
    shown = await page.evaluate("window.card")
    asked, handed_over = (
        _committed(seeding, conversation, kind) for kind in ("person_asked", "handoff_opened")
    )
    return float(shown) - asked, float(shown) - handed_over


def _committed(seeding: Stage, conversation: str, kind: str) -> float:
    """Milliseconds since 1970; the event's time is that of its transaction, a little before the commit."""
    with psycopg.connect(seeding.server.url) as connection:
        row = connection.execute(
            "select extract(epoch from at) * 1000 from events where conversation = %s and kind = %s",
            [conversation, kind],
        ).fetchone()
    assert row
    return float(row[0])


async def _say(desk: Serving, number: int, conversation: str, secret: str, text: str) -> None:
    body = {"command": str(uuid4()), "kind": "write", "message": str(uuid4()), "text": text}
    await asyncio.to_thread(_post, desk.port, number, conversation, secret, body)


def _post(port: int, number: int, conversation: str, secret: str, body: dict[str, str]) -> None:
    """Each visitor comes from an address of their own, as they do."""
    source = (f"127.0.{number // 250 + 1}.{number % 250 + 1}", 0)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20, source_address=source)
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    path = f"/api/visitor/conversations/{conversation}/commands"
    connection.request("POST", path, json.dumps(body), headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main()))
