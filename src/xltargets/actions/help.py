"""What the buttons do, and which version this is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import xltargets
from xltargets.actions.registry import ACTIONS, Outcome, Request
from xltargets.errors import N_, Phrase, fill
from xltargets.functions import FUNCTIONS

if TYPE_CHECKING:
    from xltargets.workbooks.contents import Contents


def run(_contents: Contents | None, request: Request) -> Outcome:
    """The button: one line for each of the others."""
    message = Phrase(
        N_("xlTargets {version} with {count} worksheet functions, in Python {python}."),
        version=xltargets.__version__,
        count=len(FUNCTIONS),
        python=".".join(map(str, sys.version_info[:3])),
    )
    say = request.translate
    buttons = [
        fill(N_("{label}: {tip}"), {"label": say(action.label), "tip": say(action.tip)}, say)
        for action in ACTIONS.values()
        if action.key != "help"
    ]
    more = (
        say(N_("Functions: the category xlTargets of Insert Function, or xltargets functions in a terminal.")),
        say(N_("If something does not work, type xltargets doctor in a terminal: it says what is missing.")),
    )
    return Outcome(message, details=(*buttons, *more))
