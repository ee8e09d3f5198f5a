"""A line in the team's chat, through apprise: that somebody waits, what is known, and the way to the inbox.

Only services with an address of their own, and only in the form in which they give it out: of what apprise can do
beyond that (any address, files, commands on this machine), nothing can be entered.
"""

import asyncio
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from chatref.errors import BadInput
from chatref.knowledge.sources.address import checked_target
from chatref.knowledge.sources.reading import Unreadable
from chatref.outbound.destination import (
    Delivered,
    Destination,
    Later,
    Matter,
    Package,
    Refused,
    Result,
    Unknown,
)
from chatref.outbound.judged import judged
from chatref.outbound.kind import Entry, Kind, Means, Plain
from chatref.outbound.plain_text import cut, one_line
from chatref.outbound.sheet import title

SECONDS = 12.0
OVER = {Matter.HANDOFF: "Somebody waits", Matter.LEAD: "A lead", Matter.TEST: "A test, nobody waits"}
LONGEST_TITLE = 120
MOST_DETAILS = 8


class Service(StrEnum):
    SLACK = "Slack"
    TEAMS = "Teams"
    DISCORD = "Discord"
    TELEGRAM = "Telegram"
    GOOGLE_CHAT = "Google Chat"


_SIGNED = r"\?(?:&?(?:api-version|sp|sv|sig)=[\w%.~-]+)+"
_AZURE = r"[a-z0-9.-]+\.(?:logic\.azure\.com|api\.powerplatform\.com)"
GIVEN_OUT = {
    Service.SLACK: r"https://(hooks\.slack\.com)/services/\w+/\w+/\w+",
    Service.TEAMS: rf"https://({_AZURE})(?::443)?(?:/powerautomate/automations/direct)?/workflows/[\w-]+"
    rf"/triggers/manual/paths/invoke/?{_SIGNED}",
    Service.DISCORD: r"https://(discord(?:app)?\.com)/api/webhooks/\d+/[\w-]+",
    Service.TELEGRAM: r"\d{5,20}:[\w-]{20,80}",
    Service.GOOGLE_CHAT: r"https://(chat\.googleapis\.com)/v1/spaces/[\w-]+/messages\?key=[\w-]+&token=[\w%=-]+",
}
"""The addresses that the services give out themselves; of Telegram the token of a bot."""
TELEGRAM_HOST = "api.telegram.org"

ENTRIES = (
    Entry("service", "Service", choices=tuple(Service)),
    Entry(
        "address",
        "Webhook address",
        "As the service gives it out (Teams: of a workflow); of Telegram the token of your bot.",
        "https://hooks.slack.com/services/T000/B000/XXXX",
        secret=True,
    ),
    Entry("chat", "Chat", "Only Telegram: the number of the chat.", "-1001234567890", required=False),
)

_CALLS_OR_LINKS = re.compile(r"([@<\[\](*_~`|#]|:(?=//))")
_STATUS = re.compile(r"error=(\d{3})\b")
_NOT_SENT = re.compile(r"NewConnectionError|NameResolutionError|ConnectTimeoutError|SSLError")


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """`address` is as secret as a password."""

    service: Service
    address: str = field(repr=False)
    host: str
    chat: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """Chats can't be looked up: after an answer that was lost, a line may stand there twice."""

    settings: ChatSettings
    allowed: tuple[str, ...] = ()
    """Hosts, each with its port, that may be private."""
    seconds: float = SECONDS

    async def send(self, package: Package, _key: str) -> Result:
        settings, name = self.settings, self.settings.service
        try:
            await checked_target(f"https://{settings.host}", self.allowed)
            async with asyncio.timeout(self.seconds):
                done, log = await asyncio.to_thread(_notify, settings, *_words(package, settings.service))
        except Unreadable as error:
            why = f"{name} could not be found." if error.retryable else f"{name} is not where it should be."
            return Later(why)
        except TimeoutError:
            return Unknown(f"{name} took too long to answer.")
        return Delivered() if done else _judged(name, log)

    async def find(self, _key: str) -> Delivered | None:
        return None


def _words(package: Package, service: Service) -> tuple[str, str]:
    """A card of Teams has Markdown, in which an address alone is no link."""
    heading, lines = (
        _said(f"{OVER[package.matter]}: {title(package, LONGEST_TITLE)}", 200),
        list(_lines(package)),
    )
    if service is not Service.TEAMS:
        return heading, "\n".join((*lines, package.link))
    return heading, "\n\n".join((*lines, f"[Open the conversation](<{package.link}>)"))


def _lines(package: Package) -> Iterator[str]:
    visitor = package.visitor
    known = "known to the site" if visitor.identified else "not verified"
    contact = f", {visitor.contact}" if visitor.contact else ""
    yield _said(package.why[:1].upper() + package.why[1:], 200)
    yield _said(f"Visitor: {visitor.name}{contact} ({known})", 150)
    if package.team:
        yield _said(f"Team: {package.team}, priority: {package.priority}", 100)
    for each in package.details[:MOST_DETAILS]:
        yield _said(f"{each.label}: {each.value}", 100)
    if package.summary.strip():
        yield _said(package.summary, 300)


def _said(text: str, most: int) -> str:
    """A mark of no width stands in what would call people, or hide an address behind words."""
    return _CALLS_OR_LINKS.sub("\\1\u200b", cut(one_line(text), most))


def _notify(settings: ChatSettings, heading: str, body: str) -> tuple[bool, list[str]]:
    """Whether it was taken, and what apprise logged. Blocks."""
    from apprise import Apprise, AppriseAsset, NotifyFormat

    logger = logging.getLogger("apprise")
    logger.setLevel(logging.DEBUG)
    logger.propagate = False  # what it logs, as urllib3 does, holds addresses that are secret
    logging.getLogger("urllib3").setLevel(logging.INFO)
    asset = AppriseAsset(app_id="Chatref", image_url_mask=None, image_url_logo=None, http_redirects=False)
    room = Apprise(asset=asset)
    if not room.add(_apprise_address(settings)):
        return False, []
    form = NotifyFormat.MARKDOWN if settings.service is Service.TEAMS else NotifyFormat.TEXT
    result = room.notify(body, heading, body_format=form, log_level=logging.DEBUG)
    return bool(result), [entry.message for entry in result.logs()]


def _apprise_address(settings: ChatSettings) -> str:
    if settings.service is Service.TELEGRAM:
        return f"tgram://{settings.address}/{settings.chat}/"
    return settings.address


def _judged(name: str, log: Iterable[str]) -> Later | Unknown | Refused:
    """Apprise tells by its log alone why it failed."""
    text = "\n".join(log)
    if status := _STATUS.search(text):
        code = int(status[1])
        if code in (401, 403, 404, 410):
            return Refused(f"{name} no longer takes this address: make a new one there. It answered {code}.")
        return judged(code, {}, datetime.now(UTC))
    if "Socket Exception" not in text:
        return Refused(f"{name} did not take the message.")
    if _NOT_SENT.search(text):
        return Later(f"{name} could not be reached.")
    return Unknown(f"{name} did not say whether it took the message.")


def settings_from(plain: Plain) -> ChatSettings:
    """Raises BadInput."""
    service, address, chat = Service(str(plain["service"])), str(plain["address"]), str(plain["chat"])
    given = re.fullmatch(GIVEN_OUT[service], address, re.ASCII)
    if not given:
        raise BadInput("address", f"{service} gives out no such address.")
    if service is not Service.TELEGRAM:
        return ChatSettings(service, address, given[1])
    if not re.fullmatch(r"-?\d{1,20}", chat, re.ASCII):
        raise BadInput("chat", "Telegram needs the number of the chat, such as -1001234567890.")
    return ChatSettings(service, address, TELEGRAM_HOST, chat)


def opened(plain: Plain, _means: Means) -> Destination:
    return Chat(settings_from(plain))


KIND = Kind("chat", "Chat", ENTRIES, opened, follows=False)
