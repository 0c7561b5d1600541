"""The declaration of the hook with which pre-commit validates workbooks in other people's repositories."""

from __future__ import annotations

import re

from xltargets.validation.paths import SUFFIXES

HOOKS = ".pre-commit-hooks.yaml"


def hooks() -> str:
    """The file; it names the same kinds of files as the validator looks for in a folder.

    >>> "xltargets validate" in hooks()
    True
    """
    endings = "|".join(sorted(re.escape(suffix).removeprefix("\\.") for suffix in SUFFIXES))
    return f"""\
# Made by `python -m xltargets.dev build`; to change it, edit src/xltargets/dev/hooks.py.
- id: xltargets-validate
  name: Validate target workbooks
  description: Checks target plans, scorecards, CRM logs and risk registers; a finding names the cell and the repair.
  entry: xltargets validate
  language: python
  files: '(?i)\\.({endings})$'
  # One call checks all files, several at a time.
  require_serial: true
"""
