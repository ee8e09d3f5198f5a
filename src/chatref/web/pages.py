"""The built front ends: the loader that a shop's page carries, the widget's frame, and the inbox."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from chatref.accounts import sites
from chatref.errors import NotFound, Unavailable
from chatref.web.answer_page import HEADERS, answer_page
from chatref.web.limits import Limit
from chatref.web.rooms import RoomsHere, rooms_of
from chatref.web.security import client_address, page_policy

STATIC = Path(__file__).parent / "static"
WIDGET = STATIC / "widget"
INBOX = STATIC / "inbox"
NOT_SET_UP = "/setup?first"


async def _within_limits(request: Request, rooms: RoomsHere) -> None:
    rooms.limits.take(Limit.PAGES_PER_ADDRESS, client_address(request))


pages = APIRouter(include_in_schema=False, dependencies=[Depends(_within_limits)])


class _Assets(StaticFiles):
    """Their names carry a hash of what is in them, so that a browser may keep them for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        request = Request(scope)
        await _within_limits(request, rooms_of(request))
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def asset_mounts() -> list[Mount]:
    return [
        Mount("/widget/assets", _Assets(directory=WIDGET / "assets", check_dir=False)),
        Mount("/inbox/assets", _Assets(directory=INBOX / "assets", check_dir=False)),
    ]


@pages.get("/")
async def home() -> RedirectResponse:
    return RedirectResponse("/inbox")


@pages.get("/openapi.json")
async def served_schema(request: Request) -> JSONResponse:
    return JSONResponse(request.app.openapi())


@pages.get("/healthz")
async def healthy(rooms: RoomsHere) -> PlainTextResponse:
    """Says ok only when the database answers too."""
    await rooms.database.ping()
    return PlainTextResponse("ok")


@pages.get("/widget.js")
async def loader() -> FileResponse:
    # Other sites' pages load it; an hour is how long a new release may take to reach them.
    headers = {"Cache-Control": "public, max-age=3600", "Cross-Origin-Resource-Policy": "cross-origin"}
    return FileResponse(_built(WIDGET / "widget.js"), media_type="text/javascript", headers=headers)


@pages.get("/widget/frame")
async def frame(
    request: Request, rooms: RoomsHere, site: Annotated[str, Query(max_length=64)]
) -> HTMLResponse:
    rooms.limits.take(Limit.FRAMES_PER_ADDRESS, client_address(request))
    ancestors = await _may_frame(rooms, site)
    headers = {"Content-Security-Policy": page_policy(ancestors), "Cache-Control": "no-cache"}
    return HTMLResponse(_built(WIDGET / "frame.html").read_text(), headers=headers)


@pages.get("/answers/{answer}")
async def written_answer(answer: str, rooms: RoomsHere) -> HTMLResponse:
    return HTMLResponse(await answer_page(rooms, answer), headers=HEADERS)


@pages.get("/inbox")
@pages.get("/inbox/{path:path}")
@pages.get("/sign-in")
@pages.get("/report")
@pages.get("/mail")
@pages.get("/settings")
@pages.get("/settings/{path:path}")
async def inbox(rooms: RoomsHere) -> Response:
    """Nobody can sign in before the desk is set up: until then its pages say so instead of asking for a password."""
    return _inbox() if await rooms.begun.look(rooms.database) else RedirectResponse(NOT_SET_UP)


@pages.get("/setup")
async def one_time(request: Request, rooms: RoomsHere) -> Response:
    """A link's token stands behind `#`, and no server sees it."""
    of_nobody = "first" in request.query_params
    return RedirectResponse("/inbox") if of_nobody and await rooms.begun.look(rooms.database) else _inbox()


def _inbox() -> HTMLResponse:
    headers = {"Content-Security-Policy": page_policy(), "Cache-Control": "no-cache"}
    return HTMLResponse(_built(INBOX / "index.html").read_text(), headers=headers)


async def _may_frame(rooms: RoomsHere, key: str) -> str:
    """The site's own origins; a site that names none may stand on any page."""
    found = await sites.find(rooms.database, key)
    if found is None:
        raise NotFound
    workspace, site = found
    rooms.limits.take(Limit.FRAMES_PER_WORKSPACE, workspace)
    async with rooms.database.workspace(workspace) as connection:
        origins = (await sites.read(connection, site)).origins
    return " ".join(("'self'", *origins)) if origins else "*"


def _built(file: Path) -> Path:
    if not file.is_file():
        raise Unavailable("The screens of this checkout are not built yet: run make setup.")
    return file
