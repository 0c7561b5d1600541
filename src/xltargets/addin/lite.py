"""The few lines that a workbook's xlwings Lite needs: its `main.py`, and what it is to fetch."""

from __future__ import annotations

import xltargets
from xltargets.actions.registry import ACTIONS
from xltargets.addin.texts import in_languages
from xltargets.locale import SOURCE

MAIN, REQUIREMENTS = "main.py", "requirements.txt"


def files(language: str = SOURCE) -> dict[str, str]:
    """Both files by their names in Lite, with the scripts' names in a language."""
    return {MAIN: main(language), REQUIREMENTS: f"xlwings\nxltargets=={xltargets.__version__}\n"}


def main(language: str = SOURCE) -> str:
    """The code of the workbook: all worksheet functions, and a script for each action that goes by values."""
    lines = [
        "# xlTargets: worksheet functions and scripts, worked out inside Excel.",
        "import xlwings as xw",
        "from xlwings import script",
        "",
        f"from xltargets.hosts.lite.functions import {'*' if language == SOURCE else 'in_language'}",
        "from xltargets.hosts.lite.scripts import press",
        # The functions as they stand there have their help in English.
        *([] if language == SOURCE else ["", f'globals().update(in_language("{language}"))']),
    ]
    for action in ACTIONS.values():
        if action.by_values:
            lines += [
                "",
                "",
                f'@script(name="{in_languages(action.label)[language]}")',
                f"def {action.module}(book: xw.Book):",
                f'    """{in_languages(action.tip)[language]}"""',
                f'    print(press(book, "{action.key}", "{language}"))',
            ]
    return "\n".join(lines) + "\n"
