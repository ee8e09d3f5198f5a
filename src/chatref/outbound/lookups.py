"""Implements assistant.looking_up.LookingUp: the business's own endpoint is asked, and held to what was declared."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from cachetools import TTLCache

from chatref.actions.fields import Call, Choice
from chatref.actions.fill import Action
from chatref.actions.results import Unexpected, options_in, results_in
from chatref.assistant.looking_up import Asking, Found, LookUpFailed, NothingFound, Result
from chatref.escalation.rulebook import RuleBook
from chatref.outbound.calls import NOT_FOUND, Caller, CallFailed
from chatref.outbound.keys import Keys

log = logging.getLogger(__name__)

OPTIONS_SECONDS = 60.0
"""So long choices are not asked for again; of a call that failed, too, so that a dead endpoint delays nobody twice."""


class LookUps:
    def __init__(self, caller: Caller, keys: Keys) -> None:
        self._caller = caller
        self._keys = keys
        self._options: TTLCache[tuple[str, Call], Sequence[str] | None] = TTLCache(1_000, OPTIONS_SECONDS)

    async def look_up(self, workspace: str, action: Action, asking: Asking) -> Result:
        look_up = action.look_up
        if look_up is None:
            return NothingFound()
        asked = {"type": "action.look_up", "data": {"action": action.name, **_data(asking)}}
        try:
            secret = await self._keys.signing_secret(workspace)
            came = await self._caller.post(look_up.call, secret, asking.message, asked)
            if came.status == NOT_FOUND:
                return NothingFound()
            return Found(results_in(came.plain, look_up.returns))
        except CallFailed as error:
            why = error.why
        except Unexpected as error:
            why = str(error)
        log.warning("the look-up of an action failed: %s", why)
        return LookUpFailed(f"The look-up “{action.name}” failed: {why}.")

    async def with_options(self, workspace: str, book: RuleBook) -> RuleBook:
        called = {
            name: action
            for name, action in book.actions.items()
            if isinstance(action, Action) and _calls(action)
        }
        if not called:
            return book
        filled = await asyncio.gather(*(self._filled(workspace, action) for action in called.values()))
        return replace(book, actions={**book.actions, **{action.name: action for action in filled}})

    async def _filled(self, workspace: str, action: Action) -> Action:
        calls = _calls(action)
        found = await asyncio.gather(*(self._asked(workspace, action.name, *each) for each in calls))
        return action.with_options({field: options for (field, _), options in zip(calls, found, strict=True)})

    async def _asked(self, workspace: str, action: str, field: str, call: Call) -> Sequence[str] | None:
        """None if the call failed."""
        key = workspace, call
        if key not in self._options:
            asked = {"type": "action.options", "data": {"action": action, "field": field}}
            try:
                secret = await self._keys.signing_secret(workspace)
                came = await self._caller.post(call, secret, str(uuid4()), asked)
                self._options[key] = options_in(came.plain)
            except (CallFailed, Unexpected) as error:
                log.warning("the options of a choice could not be asked for: %s", error)
                self._options[key] = None
        return self._options.get(key)


def _calls(action: Action) -> list[tuple[str, Call]]:
    return [
        (each.id, each.kind.options)
        for each in action.fields
        if isinstance(each.kind, Choice) and each.kind.options
    ]


def _data(asking: Asking) -> dict[str, object]:
    return {
        "conversation": asking.conversation,
        "language": asking.language,
        "visitor": {
            "id": asking.visitor,
            "identified": asking.identified,
            "attributes": dict(asking.known),
        },
        "details": dict(asking.values),
        "unverified": list(asking.unverified),
    }
