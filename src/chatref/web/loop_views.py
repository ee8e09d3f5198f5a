"""Corrections, written answers and test cases as the pages show them, and what those send as values."""

from chatref.assistant.rehearsal import NOBODY, Said, Scene
from chatref.conversation.events import BusinessEventReceived
from chatref.conversation.model import AnswerKind
from chatref.desk.policy import Faces
from chatref.errors import BadInput
from chatref.insights import test_cases
from chatref.insights.corrections import Correction
from chatref.insights.test_cases import AnswersFrom, HandsOver, Result, Stays, TestCase
from chatref.insights.transcript import Transcript
from chatref.knowledge.written import WrittenAnswer, address_of
from chatref.web.inbox_models import FaceView
from chatref.web.loop_models import AnswerView, CorrectionView, Expects, TestCaseView, TestResult
from chatref.web.rule_models import EventTried, LineSaid


def correction_view(each: Correction, faces: Faces) -> CorrectionView:
    return CorrectionView(
        id=each.id,
        conversation=each.conversation,
        subject=each.transcript.tried or None,
        handoff=each.handoff,
        kind="rule" if each.wanted else "answer",
        question=each.question,
        answer=None if each.wanted else each.answer,
        wanted=each.wanted.value if each.wanted else None,
        rule=each.rule,
        note=each.note,
        by=FaceView.of(each.by, faces),
        at=each.at,
        state=each.state.value,
        decided_by=FaceView.of(each.decided_by, faces),
        decided_at=each.decided_at,
        page=address_of(each.written) if each.written else None,
        test_case=each.test_case,
    )


def answer_view(each: WrittenAnswer, faces: Faces) -> AnswerView:
    return AnswerView(
        id=each.id,
        question=each.question,
        answer=each.answer,
        conversation=each.conversation,
        by=FaceView.of(each.by, faces),
        at=each.at,
        address=each.address,
    )


def test_case_view(each: TestCase, faces: Faces) -> TestCaseView:
    scene = each.transcript.scene
    return TestCaseView(
        id=each.id,
        name=each.name,
        said=[_line(said) for said in scene.said],
        event=_event_view(scene.event),
        language=scene.language,
        page=scene.page,
        site=None if scene.site == NOBODY else scene.site,
        expects=_expects_view(each.expects),
        origin=each.conversation,
        created_by=FaceView.of(each.by, faces),
        created_at=each.at,
        last=_result(each.result) if each.result else None,
    )


def expects_of(asked: Expects) -> test_cases.Expects:
    """Raises BadInput where one thing is wanted and another beside it."""
    if asked.hand_over and asked.answer_from:
        raise BadInput("expects.answer_from", "Where a person takes over, it is answered from no page.")
    if asked.reason and not asked.hand_over:
        raise BadInput("expects.reason", "There is a reason only where a person takes over.")
    if asked.hand_over:
        return HandsOver(asked.reason or None)
    return AnswersFrom(asked.answer_from) if asked.answer_from else Stays()


def said_of(lines: list[LineSaid], event: BusinessEventReceived | None) -> tuple[Said, ...]:
    """Raises BadInput if nothing is there to be tried."""
    if event is None and not (lines and lines[-1].who == "visitor"):
        raise BadInput("said", "The last words have to be the visitor's.")
    return tuple(said_by(each) for each in lines)


def said_by(line: LineSaid) -> Said:
    if line.who == "visitor":
        return Said(line.text)
    return Said(line.text, AnswerKind.ANSWER if line.found else AnswerKind.NOT_FOUND)


def event_of(tried: EventTried) -> BusinessEventReceived:
    return BusinessEventReceived(tried.name, tuple(tried.facts.items()), tried.verified)


def transcript_of(
    said: list[LineSaid], event: EventTried | None, language: str, page: str, site: str | None
) -> Transcript:
    happened = event_of(event) if event else None
    return Transcript(Scene(said_of(said, happened), happened, language, page, site or NOBODY))


def _line(said: Said) -> LineSaid:
    return LineSaid.model_construct(
        who="assistant" if said.answer else "visitor",
        text=said.text,
        found=said.answer is not AnswerKind.NOT_FOUND,
    )


def _event_view(event: BusinessEventReceived | None) -> EventTried | None:
    if event is None:
        return None
    return EventTried.model_construct(name=event.name, verified=event.verified, facts=dict(event.facts))


def _expects_view(expects: test_cases.Expects) -> Expects:
    match expects:
        case HandsOver(reason):
            return Expects(hand_over=True, reason=reason)
        case Stays():
            return Expects(hand_over=False)
        case AnswersFrom(address):
            return Expects(hand_over=False, answer_from=address)


def _result(result: Result) -> TestResult:
    return TestResult(passed=result.passed, found=result.found, at=result.at, version=result.rules)
