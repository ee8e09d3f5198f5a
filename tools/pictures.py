"""`python -m tools.pictures`: the screens in docs/pictures, from the pictures that the tests of the main job took."""

import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.chromium import CHROMIUM, FLAGS
from tools.reading import ROOT

TAKEN = ROOT / "tests" / "ui" / "pictures" / "steps"
SHOWN = ROOT / "docs" / "pictures"

# The name under which it is shown: the look and the step that it was taken in.
PICTURES = {
    "inbox-handoff": ("1440-light", "inbox-handoff"),
    "inbox-why": ("1440-light", "inbox-why"),
    "inbox-thread": ("1440-light", "inbox-taken-over"),
    "inbox-dark": ("1440-dark", "inbox-taken-over"),
    "inbox-phone-list": ("390-light", "inbox-collecting"),
    "inbox-phone-thread": ("390-light", "inbox-taken-over"),
    "widget-first": ("390-light", "visitor-first-screen"),
    "widget-answer": ("390-light", "visitor-answer"),
    "widget-details": ("390-light", "visitor-form"),
    "widget-waiting": ("390-light", "visitor-waiting"),
    "widget-person": ("390-light", "visitor-with-a-person"),
    "widget-dark": ("390-dark", "visitor-with-a-person"),
    "widget-rating": ("390-light", "visitor-rating"),
}
TOGETHER = """
<style>
  body { margin: 0; display: flex; align-items: center; background: #ecebe6 }
  .widget { margin: 0 24px; border: 1px solid #ddd; border-radius: 16px }
</style>
<img src="INBOX" width=1440><img class="widget" src="WIDGET" width=390>
"""


def main() -> int:
    for shown, (look, step) in PICTURES.items():
        shutil.copyfile(taken(look, step), SHOWN / f"{shown}.png")
    side_by_side(SHOWN / "inbox-thread.png", SHOWN / "widget-person.png", SHOWN / "together.png")
    return 0


def taken(look: str, step: str) -> Path:
    """The steps are numbered; the number may change."""
    found = [path for path in (TAKEN / look).glob("*.png") if re.fullmatch(rf"\d+-{step}", path.stem)]
    if len(found) != 1:
        raise SystemExit(f"{look}/{step}: {len(found)} pictures. Empty {TAKEN} and run `make test` first.")
    return found[0]


def side_by_side(inbox: Path, widget: Path, shown: Path) -> None:
    page_file = TAKEN / "together.html"
    page_file.write_text(TOGETHER.replace("INBOX", inbox.as_uri()).replace("WIDGET", widget.as_uri()))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1440 + 390 + 50, "height": 900})
        page.goto(page_file.as_uri())
        page.screenshot(path=shown)
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
