"""A simulation as it is told while it runs: a line of JSON for each step."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from chatref.conversation.policy import Team
from chatref.escalation.simulate import Simulated
from chatref.web.simulation_models import RulesSimulated, SimulationStep

Tell = Callable[[int], None]


async def told(
    run: Callable[[Tell], Awaitable[Simulated]], of: int, teams: Mapping[str, Team]
) -> AsyncIterator[str]:
    """`run` is given what it tells the conversations to that it is done with. It ends when nobody listens any more."""
    done: asyncio.Queue[int | None] = asyncio.Queue()
    running = asyncio.ensure_future(run(done.put_nowait))
    running.add_done_callback(lambda _: done.put_nowait(None))
    try:
        yield _line(SimulationStep(done=0, of=of))
        while (number := await done.get()) is not None:
            yield _line(SimulationStep(done=number, of=max(of, number)))
        found = await running
        yield _line(
            SimulationStep(done=of, of=of, found=RulesSimulated.of(found, teams)),
        )
    finally:
        running.cancel()


def _line(step: SimulationStep) -> str:
    return f"{step.model_dump_json()}\n"
