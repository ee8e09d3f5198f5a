"""Locks carry hashes and no address of a registry: they install from whichever one the reader uses."""

import json
import re
import tomllib
from pathlib import Path

CONFIGURED = re.compile(r"^\s*(?:--(?:extra-)?index-url|--find-links|-i\b|(?:@[\w-]+:)?registry\s*=)")
ADDRESS = re.compile(r"https?://|file://")
REQUIREMENT = re.compile(r"^[A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?==")


def unclean(root: Path) -> list[str]:
    requirements = sorted((root / "requirements").glob("*.lock"))
    breaches = [breach for path in requirements for breach in of_requirements(root, path)]
    breaches += unlocked(root)
    npm = root / "ui" / "package-lock.json"
    if npm.is_file():
        breaches += of_npm(root, npm)
    for path in (root / ".npmrc", root / "ui" / ".npmrc", root / "pip.conf"):
        breaches += of_configuration(root, path) if path.is_file() else []
    return breaches


def of_requirements(root: Path, path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    where = path.relative_to(root)
    addressed = [
        f"{where}:{number} an address: {line.strip()}"
        for number, line in enumerate(lines, 1)
        if ADDRESS.search(line) or CONFIGURED.match(line)
    ]
    unhashed = [
        f"{where}:{number} no hash: {line.strip()}"
        for number, (line, following) in enumerate(zip(lines, [*lines[1:], ""], strict=True), 1)
        if REQUIREMENT.match(line) and "--hash=sha256:" not in following
    ]
    return addressed + unhashed


def unlocked(root: Path) -> list[str]:
    """What pyproject.toml asks for and a lock forgot: `make lock` was not run."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    run: list[str] = project["project"]["dependencies"]
    dev: list[str] = project["dependency-groups"]["dev"]
    return [
        f"requirements/{lock}: {name} is not locked"
        for lock, asked in (("run.lock", run), ("dev.lock", run + dev))
        for name in sorted(map(bare, asked))
        if not re.search(
            rf"^{re.escape(name)}==", (root / "requirements" / lock).read_text(encoding="utf-8"), re.MULTILINE
        )
    ]


def bare(requirement: str) -> str:
    return re.split(r"[\[<>=!~;\s]", requirement, maxsplit=1)[0].lower()


def of_npm(root: Path, path: Path) -> list[str]:
    packages: dict[str, dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))["packages"]
    where = path.relative_to(root)
    fetched = {
        name: entry for name, entry in packages.items() if "node_modules/" in name and not entry.get("link")
    }
    return [f"{where}: an address for {name}" for name, entry in fetched.items() if "resolved" in entry] + [
        f"{where}: no hash for {name}" for name, entry in fetched.items() if "integrity" not in entry
    ]


def of_configuration(root: Path, path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        f"{path.relative_to(root)}:{number} names a registry: {line}"
        for number, line in enumerate(lines, 1)
        if ADDRESS.search(line) or CONFIGURED.match(line)
    ]
