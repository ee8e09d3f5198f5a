"""Answers written by a model of any provider, streamed sentence by sentence, each one checked first."""

import asyncio
import re
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace

from pydantic_ai import Agent, ModelSettings
from pydantic_ai.exceptions import (
    AgentRunError,
    ContentFilterError,
    ModelHTTPError,
    ModelQuotaExceededError,
    ModelRequestRejectedError,
    UserError,
)
from pydantic_ai.models import Model, infer_model

from chatref.assistant.extractive import measured_of, not_found
from chatref.assistant.ground import marked, support
from chatref.assistant.models import Answer, AssistantFailed, Question, Tell, citations_of
from chatref.assistant.prompt import INSTRUCTIONS, NO_ANSWER, prompt_for
from chatref.conversation.model import AnswerKind
from chatref.errors import Misconfigured
from chatref.knowledge.content import Found, Hit
from chatref.knowledge.split import sentences

SECONDS = 25.0
LONGEST_ANSWER = 600  # tokens
PERMANENT = (ContentFilterError, ModelQuotaExceededError, ModelRequestRejectedError)
VARIABLE = re.compile(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b")
INSTALL = re.compile(r"`(pip install [^`]+)`")


def require(model: str) -> None:
    """Before the first visitor asks. Raises Misconfigured if this model can't be called from here as things are."""
    try:
        infer_model(model)
    except ImportError as missing:
        found = INSTALL.search(str(missing))
        needed = found[1] if found else str(missing)
        raise Misconfigured("CHATREF_MODEL", f"{model!r} needs a package of its own: {needed}") from None
    except UserError as wrong:
        variable = VARIABLE.search(str(wrong))
        why = f"{model!r} needs {variable[0]} as well." if variable else f"no model is known as {model!r}."
        raise Misconfigured("CHATREF_MODEL", why) from None


class Provider:
    """Implements Answerer. Cancelling the call cancels the model's."""

    def __init__(self, model: Model | str, seconds: float = SECONDS) -> None:
        self._agent = Agent(model, instructions=INSTRUCTIONS, defer_model_check=True, retries=0)
        self._seconds = seconds

    async def answer(self, question: Question, found: Found, tell: Tell) -> Answer:
        if not found.hits:
            return not_found(found, question.language)
        try:
            async with asyncio.timeout(self._seconds):
                return await self._written(question, found, tell)
        except TimeoutError as error:
            raise AssistantFailed("The model took too long.", retryable=True) from error
        except UserError as error:
            raise AssistantFailed("The model is not set up rightly.", retryable=False) from error
        except AgentRunError as error:
            raise AssistantFailed("The model failed.", retryable=_may_pass(error)) from error

    async def _written(self, question: Question, found: Found, tell: Tell) -> Answer:
        draft = Draft(found.hits, tell)
        # Closed here and now: left to the garbage collector, the model would write on.
        async with aclosing(self._sentences(prompt_for(question, found.hits))) as written:
            async for sentence in written:
                if not draft.take(sentence):
                    break
        if draft.doubts:
            found = replace(found, answerability=0.0)
        if not draft.said:
            return not_found(found, question.language)
        return Answer("".join(draft.said), citations_of(draft.used), AnswerKind.ANSWER, measured_of(found))

    async def _sentences(self, prompt: str) -> AsyncGenerator[str, None]:
        """Each sentence as soon as the next one has begun."""
        settings = ModelSettings(max_tokens=LONGEST_ANSWER, temperature=0.0)
        async with self._agent.run_stream(prompt, model_settings=settings) as stream:
            given = 0
            whole = ""
            async for whole in stream.stream_text(debounce_by=None):
                ready = _sentences_with_marks(whole)
                for sentence in ready[given:-1]:
                    given += 1
                    yield sentence
            for sentence in _sentences_with_marks(whole)[given:]:
                yield sentence


@dataclass(slots=True)
class Draft:
    """What may be said so far. The first sentence that stands on nothing ends it."""

    hits: Sequence[Hit]
    tell: Tell
    said: list[str] = field(default_factory=list)
    used: list[Hit] = field(default_factory=list)
    doubts: bool = False
    """The model said of itself that the content does not answer this."""

    def take(self, sentence: str) -> bool:
        text, named = marked(sentence)
        if NO_ANSWER in text:
            self.doubts = True
            return False
        grounds = support(text, self.hits, named)
        if grounds is None:
            return False
        piece = f"{self._gap(text)}{text}"
        self.said.append(piece)
        self.used.extend(grounds)
        self.tell(piece)
        return True

    def _gap(self, text: str) -> str:
        if not self.said:
            return ""
        return "\n" if text[:1] in "-•*" or text[:1].isdigit() else " "


def _may_pass(error: AgentRunError) -> bool:
    if isinstance(error, ModelHTTPError):
        return error.status_code >= 500 or error.status_code in (408, 429)
    return not isinstance(error, PERMANENT)


def _sentences_with_marks(text: str) -> list[str]:
    """A mark such as [2] belongs to the sentence before it, even after its full stop."""
    found: list[str] = []
    for sentence in sentences(text):
        if found and sentence.startswith("[") and sentence[1:2].isdigit():
            mark, _, rest = sentence.partition("] ")
            found[-1] += f" {mark.removesuffix(']')}]"
            if rest:
                found.append(rest)
        else:
            found.append(sentence)
    return found
