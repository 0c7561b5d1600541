"""The add-in's scripts, checked by TypeScript's compiler with Microsoft's own declarations of Office.js."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.node_tools import NODE_MODULES, needs, program
from xltargets.addin.officejs.pages import pages

SCRIPTS = ("functions.js", "taskpane.js")
TYPES = ("office-js", "custom-functions-runtime")
pytestmark = needs("tsc", *TYPES)


def told(folder: Path, more: str = "") -> list[str]:
    """What the compiler says of the scripts, with a few lines more at the end."""
    made = pages()
    for name in SCRIPTS:
        (folder / name).write_text(made[name] + (more if name == SCRIPTS[-1] else ""), encoding="utf-8")
    options = {
        "allowJs": True,
        "checkJs": True,
        "noEmit": True,
        "skipLibCheck": True,
        "target": "ES2022",
        "lib": ["ES2022", "DOM", "DOM.Iterable"],
        "types": list(TYPES),
        "typeRoots": [str(NODE_MODULES / "@types")],
    }
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": options, "files": list(SCRIPTS)}))
    command = [program("tsc"), "-p", str(folder), "--pretty", "false"]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120).stdout.splitlines()


def test_the_scripts_use_only_what_office_js_has(tmp_path: Path) -> None:
    assert told(tmp_path) == []


def test_the_compiler_would_say_so(tmp_path: Path) -> None:
    [problem] = told(tmp_path, "\nExcel.run(async (context) => context.workbook.tables.getItem('t').resizeTo('A1'));\n")
    assert "Property 'resizeTo' does not exist on type 'Table'" in problem
