"""A line on which something takes long: held until the test lets it go."""

from collections.abc import Callable

from playwright.sync_api import Page, Request, Route


def held(
    page: Page, path: str, wanted: Callable[[Request], bool], *, arrives: bool = False
) -> Callable[[], None]:
    """Holds the first request to `path` that is wanted, or only the answer to it, until the result is called."""
    first: list[Route] = []
    waiting: list[Callable[[], None]] = []

    def hold(route: Route) -> None:
        if first or not wanted(route.request):
            route.fallback()
            return
        first.append(route)
        if arrives:
            answer = route.fetch()  # meanwhile others come
            waiting.append(lambda: route.fulfill(response=answer))
        else:
            waiting.append(route.continue_)

    def let_go() -> None:
        while not waiting:
            page.wait_for_timeout(20)
        waiting[0]()

    page.route(path, hold)
    return let_go
