"""`python -m tools` tries every rule of the house and prints what breaks one."""

import sys
from collections.abc import Callable
from pathlib import Path

from tools.clean_locks import unclean
from tools.coverage_exists import wrong_lines
from tools.one_writer import other_writers
from tools.pure_rooms import impure
from tools.reading import ROOT
from tools.sizes import too_long
from tools.sql_only_in_stores import sql_outside

RULES: dict[str, Callable[[Path], list[str]]] = {
    "the pure rooms are pure": impure,
    "SQL stands only in stores": sql_outside,
    "one place writes conversations": other_writers,
    "files and functions are short": too_long,
    "locks carry hashes and no addresses": unclean,
    "every claim has its line": wrong_lines,
}


def tried(rule: str, breaches: list[str]) -> bool:
    print(*breaches, f"{'broken' if breaches else 'holds'}: {rule}", sep="\n")
    return not breaches


if __name__ == "__main__":
    verdicts = [tried(rule, check(ROOT)) for rule, check in RULES.items()]
    sys.exit(not all(verdicts))
