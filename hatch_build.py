"""Builds the front ends into the wheel, with the locked packages and a Node that pip brought."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEndHook(BuildHookInterface[BuilderConfig]):
    """Leaves an editable install alone: there `make setup` builds, and only what changed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from tools.link_node import link

        with TemporaryDirectory() as node:
            link(Path(node))
            environment = os.environ | {"PATH": f"{node}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
            for command in (["npm", "ci"], ["npm", "run", "build"]):
                subprocess.run(command, cwd=Path(self.root) / "ui", env=environment, check=True)
