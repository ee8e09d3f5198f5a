"""What pip makes of this repository serves by itself, widget and inbox included (P19).

Built as `pip wheel .` builds it, from the files that git knows, where no Node is to be found. Installed into an
empty environment whose other packages are those of requirements/run.lock and no more, linked from this one instead
of fetched again: what is only needed to develop cannot be imported, and what pip would download is not tested here.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from zipfile import ZipFile

import httpx2 as httpx
import pytest

from tests.conftest import furnished
from tests.serving.desks import Desk, desk, set_up
from tools.reading import ROOT

pytestmark = pytest.mark.timeout(400)


@pytest.fixture(scope="module")
def without_node(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A search path for programs on which there is no Node, nor much else."""
    tools = tmp_path_factory.mktemp("bin")
    for name in ("sh", "env"):
        (tools / name).symlink_to(shutil.which(name) or name)
    assert shutil.which("node", path=str(tools)) is None
    return str(tools)


@pytest.fixture(scope="module")
def wheel(without_node: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = _sources(folder / "source")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--disable-pip-version-check",
         "--wheel-dir", folder / "dist", source],
        env={**os.environ, "PATH": without_node}, capture_output=True, text=True, check=False, cwd=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = (folder / "dist").iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `chatref` program of an environment that holds the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    for name in _locked():
        _link(name, packages)
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install", "--no-deps", "--no-index",
         "--no-compile", "--disable-pip-version-check", "--quiet", wheel],
        check=True,
    )  # fmt: skip
    return folder / "bin" / "chatref"


@pytest.fixture(scope="module")
def opened(
    installed: Path, models: Path, without_node: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    home = furnished(tmp_path_factory.mktemp("wheel-home"), models)
    with desk(home, program=[str(installed)], PATH=without_node) as running:
        yield running


def _sources(folder: Path) -> Path:
    """A copy, because building replaces ui/node_modules, which others may be using."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def _locked() -> list[str]:
    lock = (ROOT / "requirements" / "run.lock").read_text(encoding="utf-8")
    return re.findall(r"^([a-z0-9][\w.-]*?)(?:\[[^]]*])?==", lock, re.MULTILINE | re.IGNORECASE)


def _link(name: str, packages: Path) -> None:
    try:
        found = distribution(name)
    except PackageNotFoundError:  # locked for another kind of machine
        return
    for part in {file.parts[0] for file in found.files or () if file.parts[0] not in {"..", "__pycache__"}}:
        place, there = packages / part, Path(str(found.locate_file(part)))
        if there.exists() and not place.exists():
            place.symlink_to(there)


def test_the_wheel_holds_screens_and_migrations_and_nothing_to_build_with(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    migrations = {f"chatref/database/migrations/{each.name}" for each in _migrations()}
    assert migrations
    assert migrations <= names
    screens = ("widget/widget.js", "widget/frame.html", "inbox/index.html")
    assert {f"chatref/web/static/{name}" for name in screens} <= names
    assert "chatref/py.typed" in names
    tops = {name.split("/")[0] for name in names}
    assert tops == {"chatref", next(top for top in tops if top.endswith(".dist-info"))}
    assert not [name for name in names if "node_modules" in name or name.endswith((".ts", ".tsx"))]


def test_what_others_wrote_of_the_screens_goes_with_its_licence(wheel: Path) -> None:
    """As MIT and ISC ask of whoever passes it on."""
    with ZipFile(wheel) as archive:
        told = {
            screen: archive.read(f"chatref/web/static/{screen}/assets/licences.md").decode()
            for screen in ("widget", "inbox")
        }
    for screen, written in (
        ("widget", ["preact", "lucide"]),
        ("inbox", ["react", "react-dom", "@base-ui/react"]),
    ):
        assert all(re.search(rf"^## {re.escape(name)} ", told[screen], re.MULTILINE) for name in written), (
            told[screen]
        )
        assert "Permission is hereby granted" in told[screen]


def _migrations() -> list[Path]:
    return list((ROOT / "src" / "chatref" / "database" / "migrations").glob("*.sql"))


def test_what_is_installed_is_the_wheel_alone(installed: Path) -> None:
    asked = "import chatref, importlib.util as u; print(chatref.__file__, u.find_spec('pytest'), u.find_spec('psutil'))"
    python = installed.with_name("python")
    done = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=True, cwd="/")
    file, *missing = done.stdout.split()
    assert Path(file).is_relative_to(installed.parents[1])
    assert missing[0] == "None"


def test_it_serves_widget_and_inbox_and_sets_up_an_owner(opened: Desk) -> None:
    """P19: from an empty home to an owner who is signed in, and every file that the two pages ask for."""
    shop = set_up(opened)
    assert shop.owner.get("/api/inbox/me").json()["teammate"]["role"] == "owner"
    loader = httpx.get(f"{opened.base}/widget.js")
    assert loader.headers["content-type"].startswith("text/javascript")
    frame = httpx.get(f"{opened.base}/widget/frame", params={"site": shop.key})
    inbox = httpx.get(f"{opened.base}/inbox")
    for page in (frame, inbox):
        assert page.status_code == 200
        assets = re.findall(r"""(?:src|href)=["']?(/[^"'> ]+/assets/[^"'> ]+)""", page.text)
        assert assets
        for asset in assets:
            assert httpx.get(opened.base + asset).raise_for_status().content
    visitor = shop.visitor(opened.base)
    assert visitor.write("hello, what is a web licence?").is_success
