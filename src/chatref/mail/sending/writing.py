"""What a mail to a visitor holds, from the told. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from chatref.accounts.model import Site
from chatref.actions.texts import asked_for
from chatref.conversation.events import (
    AssistantAnswered,
    DeskSaid,
    DetailsAsked,
    Recorded,
    Started,
    TeammateReplied,
    VisitorWrote,
)
from chatref.conversation.introducing import Introductions
from chatref.conversation.model import Route
from chatref.desk.reading import AsOf
from chatref.knowledge.written import whole_address
from chatref.mail.letter import Answer, Said
from chatref.mail.phrases import Phrase, phrase

MOST = 50  # messages in one mail; the latest


@dataclass(frozen=True, slots=True)
class Told:
    """`site` is where the visitor writes, whose name they know; `base` is what links of this desk begin with."""

    found: AsOf
    site: Site
    known: Introductions
    base: str


def answer_of(told: Told, seqs: Sequence[int], seen: int, sent: int) -> Answer:
    """These answers, with what the desk said beside them that the visitor has neither seen nor been sent."""
    chosen = list(_chosen(told.found.events, frozenset(seqs), seen, sent))[-MOST:]
    people = [each for each in chosen if isinstance(each.event, TeammateReplied)]
    return Answer(
        business=told.site.name,
        person=_named(told, people[-1]) if people else None,
        language=told.found.state.language,
        said=tuple(said for each in chosen if (said := _said(told, each)).text),
        page=_began(told),
    )


def _chosen(events: Sequence[Recorded], seqs: frozenset[int], seen: int, sent: int) -> Iterator[Recorded]:
    first, last = min(seqs), max(seqs)
    written = [each.seq for each in events if isinstance(each.event, VisitorWrote) and each.seq < first]
    after = max([sent, *written[-1:]])
    for each in events:
        beside = isinstance(each.event, DeskSaid) and after < each.seq <= last
        if each.seq in seqs or (beside and (each.vseq or 0) > seen):
            yield each


def _said(told: Told, recorded: Recorded) -> Said:
    business = told.site.name
    match recorded.event:
        case TeammateReplied(text=text):
            return Said(_named(told, recorded) or business, text)
        case AssistantAnswered(text=text, citations=citations):
            who = phrase(told.found.state.language, Phrase.ASSISTANT)
            sources = tuple((each.title, whole_address(each.address, told.base)) for each in citations)
            return Said(who, text, sources)
        case DetailsAsked(fields=fields):
            language = told.found.state.language
            return Said(business, "\n".join(f"- {asked_for(each, language)}" for each in fields))
        case DeskSaid() as said:
            return Said(business, told.known.words(said))
        case _:
            return Said(business, "")


def began_by_mail(found: AsOf) -> bool:
    written = (each.event for each in found.events if isinstance(each.event, VisitorWrote))
    first = next(written, None)
    return first is not None and first.route is Route.EMAIL


def _named(told: Told, recorded: Recorded) -> str:
    person = told.known.of(recorded.actor.id)
    return person.name if person else ""


def _began(told: Told) -> str:
    """The page, if it is one of the site's: a visitor's word for it goes into nobody's mailbox as a link."""
    first = told.found.events[0].event
    page = first.page if isinstance(first, Started) else ""
    try:
        parts = urlsplit(page)
    except ValueError:
        return ""
    return page if f"{parts.scheme}://{parts.netloc}" in told.site.origins else ""
