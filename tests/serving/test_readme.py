"""The first page says what it is and the two commands that show it, and they are the real ones (P19)."""

import re
import subprocess

from tests.serving.desks import told
from tools.reading import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line.split() for block in re.findall(r"```\n(.*?)```", README, re.DOTALL) for line in block.splitlines()
]


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_the_two_commands_come_first_and_are_in_the_makefile() -> None:
    """P19: one shows it, one proves it; each sets up what it needs."""
    assert COMMANDS[:2] == [["make", "run"], ["make", "test"]]
    assert {words[1] for words in COMMANDS if words[0] == "make"} <= _targets()


def test_every_other_command_of_the_readme_exists() -> None:
    others = [words for words in COMMANDS if words[0] not in {"make", "pip"}]
    assert others
    for program, *arguments in others:
        assert program == "chatref"
        assert told(*arguments, "--help").returncode == 0


def test_make_help_says_what_each_target_is_for() -> None:
    """The eight that a contributor needs are there, each with its reason."""
    helped = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    listed = dict(re.findall(r"^  make (\S+) +(.+)$", helped, re.MULTILINE))
    assert {"run", "test", "faults", "check", "bench", "soak", "help", "setup"} <= set(listed)
    assert set(listed) == _targets()
