"""What the first press of a button needs, loaded and prepared while the process behind it has nothing to do."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from xltargets.actions.registry import ACTIONS, Request
from xltargets.locale import translator
from xltargets.reporting import meeting
from xltargets.workbooks.reader import read

_DAY = 46_000.0
"""Whatever day it is: nobody sees what is found."""


def prepare(language: str = "en") -> None:
    """Load every action, and do two of them on a workbook that nobody sees.

    What they find out of a template and its formulas is the same for every workbook in the language, and stays.
    """
    for action in ACTIONS.values():
        action.load()
    meeting.prepare()
    with TemporaryDirectory(prefix="xltargets-", ignore_cleanup_errors=True) as name:
        made = ACTIONS["new"].run(None, Request(lambda: _DAY, language, translator(language), folder=Path(name)))
        for file in made.files:
            ACTIONS["validate"].run(read(file), Request(lambda: _DAY, language, translator(language), path=file))
