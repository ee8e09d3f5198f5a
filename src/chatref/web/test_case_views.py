"""Test cases as their page shows them, and what it sends as values."""

from chatref.assistant.rehearsal import NOBODY, Scene
from chatref.conversation.policy import Policy
from chatref.desk.policy import Faces
from chatref.errors import BadInput
from chatref.insights import test_cases
from chatref.insights.test_cases import AnswersFrom, HandsOver, Result, Stays, TestCase
from chatref.web.inbox_models import FaceView
from chatref.web.scenes import event_view, lines_of
from chatref.web.test_case_models import Expects, TestCaseView, TestResult


def test_case_view(each: TestCase, faces: Faces) -> TestCaseView:
    scene = each.transcript.scene
    return TestCaseView(
        id=each.id,
        name=each.name,
        said=lines_of(scene),
        event=event_view(scene.event),
        language=scene.language,
        page=scene.page,
        site=None if scene.site == NOBODY else scene.site,
        pressed=scene.pressed,
        expects=_expects_view(each.expects),
        origin=each.conversation,
        created_by=FaceView.of(each.by, faces),
        created_at=each.at,
        last=_result(each.result) if each.result else None,
    )


def expects_of(asked: Expects, policy: Policy) -> test_cases.Expects:
    """Raises BadInput where one thing is wanted and another beside it, or a team that is not there."""
    if asked.hand_over and asked.answer_from:
        raise BadInput("expects.answer_from", "Where a person takes over, it is answered from no page.")
    if asked.reason and not asked.hand_over:
        raise BadInput("expects.reason", "There is a reason only where a person takes over.")
    if asked.team and not asked.hand_over:
        raise BadInput("expects.team", "There is a team only where a person takes over.")
    if asked.team not in {None, *policy.teams}:
        raise BadInput("expects.team", "This team is not there.")
    if asked.hand_over:
        return HandsOver(asked.reason or None, asked.team)
    return AnswersFrom(asked.answer_from) if asked.answer_from else Stays()


def to_be_tried(scene: Scene) -> Scene:
    """Raises BadInput if nothing in it is."""
    if not (scene.event or scene.pressed or (scene.said and scene.said[-1].answer is None)):
        raise BadInput("said", "The last words have to be the visitor's.")
    return scene


def _expects_view(expects: test_cases.Expects) -> Expects:
    match expects:
        case HandsOver(reason, team):
            return Expects(hand_over=True, reason=reason, team=team)
        case Stays():
            return Expects(hand_over=False)
        case AnswersFrom(address):
            return Expects(hand_over=False, answer_from=address)


def _result(result: Result) -> TestResult:
    return TestResult(passed=result.passed, found=result.found, at=result.at, version=result.rules)
