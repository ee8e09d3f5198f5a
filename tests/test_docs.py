"""What is documented exists, and what exists is documented."""

import re
import tomllib
from pathlib import Path

import pytest

from chatref.settings import settings_from
from tools.reading import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
VARIABLE = re.compile(r"\b(?:CHATREF_[A-Z_]+|DATABASE_URL)\b")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    dead = [
        link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()
    ]
    assert dead == []


def test_the_operator_reads_every_setting_and_no_other() -> None:
    """P19: the table in docs/operate.md is the list of variables that settings.py reads."""
    table = {
        name
        for line in (ROOT / "docs" / "operate.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
        for name in VARIABLE.findall(line.split("|")[1])
    }
    read = set(VARIABLE.findall((ROOT / "src" / "chatref" / "settings.py").read_text(encoding="utf-8")))
    assert table == read


def test_the_documented_defaults_are_the_real_ones() -> None:
    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    settings = settings_from({})
    cells = [line.split("|") for line in page.splitlines() if line.startswith("| `")]
    rows = {row[1].strip(" `"): row[2].strip(" `") for row in cells}
    assert rows["CHATREF_HOST"] == settings.host
    assert rows["CHATREF_PORT"] == str(settings.port)
    assert rows["CHATREF_WORKERS"] == str(settings.workers)
    assert Path(rows["CHATREF_HOME"]).expanduser() == settings.home


def test_make_bench_runs_every_program_that_needs_no_data() -> None:
    """And bench/README.md says what each program there is for."""
    told = re.search(r"^BENCHES := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert told
    programs = {
        path.stem for path in (ROOT / "bench").glob("*.py") if "__main__" in path.read_text(encoding="utf-8")
    }
    assert programs - {"calibrate", "intents", "signals"} == set(told[1].split())
    page = (ROOT / "bench" / "README.md").read_text(encoding="utf-8")
    assert {name for name in programs if f"`{name}`" not in page} == set()


@pytest.mark.parametrize(
    "limit", sorted((ROOT / "bench" / "limits").glob("*.py")), ids=lambda path: path.stem
)
def test_a_limit_is_short_and_shares_nothing_with_what_it_is_the_limit_of(limit: Path) -> None:
    text = limit.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 150
    assert not re.search(r"^\s*(?:from|import) (?:chatref|tests|load|seed)\b", text, re.MULTILINE)


def test_every_dependency_has_its_reason() -> None:
    """What exists is documented: docs/decisions/0002 names each library that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.split(r"[\[<>=]", requirement)[0] for requirement in asked}
    page = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text(encoding="utf-8")
    named = {name for bold in re.findall(r"\*\*([^*]+)\*\*", page) for name in bold.split(", ")}
    assert {name for name in names if not name.startswith("types-")} <= named
