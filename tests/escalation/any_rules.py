"""Rules, signals and states of any kind, for properties."""

from types import MappingProxyType

from hypothesis import strategies as st

from chatref.conversation.model import AnswerKind, Priority
from chatref.escalation import conditions as c
from chatref.escalation.evaluate import State
from chatref.escalation.playbooks import playbook
from chatref.escalation.rules import Rule, Rules
from chatref.escalation.signals import Answered, Asks, Attribute, BusinessEvent, Mood, Near, Signals
from chatref.escalation.topics import Cited, Mark, What

NAMES = st.sampled_from(
    ["refund", "payment_failed", "plan", "human", "Rückgabe", "order", "de", "charged twice"]
)
PAGES = st.sampled_from(["https://shop.example/legal", "https://shop.example/legal/vat", "/help/refunds.md"])
LEAST = st.integers(1, 4)
SHARE = st.floats(0, 1, allow_nan=False)

TESTS = st.one_of(
    st.builds(c.AsksForPerson, st.sampled_from([Asks.WEAK, Asks.STRONG])),
    st.builds(c.Phrase, st.lists(NAMES, min_size=1, max_size=3).map(tuple)),
    st.builds(c.Pattern, st.sampled_from(["A-[0-9]{5}", "refund|return", "^hi"])),
    st.builds(c.Intent, st.sampled_from(["refund", "cancellation"]), st.none() | SHARE),
    st.builds(c.Event, NAMES, st.booleans()),
    st.builds(c.Unanswered, LEAST),
    st.builds(c.Answerability, SHARE),
    st.builds(c.Frustration, st.sampled_from([Mood.SOME, Mood.HIGH])),
    st.builds(c.Circles, LEAST),
    st.builds(c.Turns, LEAST),
    st.builds(c.MinutesOpen, LEAST),
    st.builds(c.TimesHandedBack, LEAST),
    st.builds(c.Collected, NAMES),
    st.builds(c.Topic, NAMES),
    st.builds(c.Page, NAMES),
    st.builds(c.Language, st.lists(NAMES, min_size=1, max_size=2).map(tuple)),
    st.builds(c.Attribute, NAMES, NAMES, st.booleans()),
    st.builds(c.Tag, NAMES),
    st.builds(c.Identified, st.booleans()),
    st.builds(c.OpenHours, st.booleans()),
    st.builds(c.AssistantFails, st.booleans()),
)
CONDITIONS = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.builds(c.AllOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(c.AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(c.Not, inner),
    ),
    max_leaves=6,
)
WORDS = st.dictionaries(st.sampled_from(["en", "de", ""]), st.sampled_from(["Of course.", "Gern."])).map(
    MappingProxyType
)
RULE = st.builds(
    Rule,
    name=st.uuids().map(str),
    when=CONDITIONS,
    reason=NAMES,
    action=st.none() | NAMES,
    team=st.none() | NAMES,
    priority=st.sampled_from(Priority),
    tags=st.lists(NAMES, max_size=2).map(tuple),
    hand_over=WORDS,
    confirmation=WORDS,
    on=st.booleans(),
    sites=st.lists(st.sampled_from(["a", "b"]), max_size=1).map(tuple),
)
MARK = st.builds(
    Mark, st.sampled_from(What), PAGES | NAMES, st.lists(NAMES, max_size=2).map(tuple), st.booleans()
)
STEPS = st.lists(NAMES, max_size=2)
PLAYBOOK = st.builds(playbook, STEPS, STEPS, STEPS, STEPS)
RULES = st.builds(
    Rules,
    st.lists(RULE, max_size=4, unique_by=lambda rule: rule.name).map(tuple),
    playbooks=st.dictionaries(NAMES, PLAYBOOK),
    marks=st.lists(MARK, max_size=2).map(tuple),
)
SIGNALS = st.builds(
    Signals,
    text=NAMES,
    stems=NAMES.map(lambda name: f" {name} "),
    asks=st.sampled_from(Asks),
    intents=st.lists(st.builds(Near, NAMES, SHARE, SHARE), max_size=2).map(tuple),
    events=st.lists(st.builds(BusinessEvent, NAMES, st.booleans(), LEAST), max_size=2).map(tuple),
    unanswered=st.integers(0, 3),
    answerability=st.none() | SHARE,
    topics=st.lists(PAGES, max_size=2).map(tuple),
    cited=st.lists(st.builds(Cited, NAMES, PAGES), max_size=2).map(tuple),
    frustration=SHARE,
    circles=st.integers(0, 3),
    turns=st.integers(0, 5),
    minutes_open=st.floats(0, 10),
    times_handed_back=st.integers(0, 2),
    collected=st.frozensets(NAMES, max_size=2),
    attributes=st.lists(st.builds(Attribute, NAMES, NAMES, st.booleans()), max_size=2).map(tuple),
    page=NAMES,
    language=st.sampled_from(["en", "de-AT"]),
    tags=st.frozensets(NAMES, max_size=2),
    identified=st.booleans(),
    open_now=st.booleans(),
    failed=st.booleans(),
    promised=st.booleans(),
    measured_on=st.none() | LEAST,
)
ANSWERED = st.builds(
    Answered,
    kind=st.sampled_from(AnswerKind),
    text=NAMES,
    answerability=st.none() | SHARE,
    topics=st.lists(PAGES, max_size=2).map(tuple),
    cited=st.lists(st.builds(Cited, NAMES, PAGES), max_size=2).map(tuple),
    promises=st.booleans(),
    again=st.integers(0, 2),
)
STATES = st.builds(
    State,
    fired=st.frozensets(NAMES, max_size=1),
    earlier_requests=st.integers(0, 3),
    site=st.sampled_from(["", "a", "b"]),
)
