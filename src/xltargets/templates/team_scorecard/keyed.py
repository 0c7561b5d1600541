"""The team scorecard: columns that several of its newer tables have. Declarations only."""

from __future__ import annotations

from functools import partial
from typing import Any

from xltargets.templates.schema import Kind, _, column

new = partial(column, since=2)
"""A column that came with the second version."""


def whose(what: str, width: int = 22) -> Any:
    """The member that a row is about, by whom it is known."""
    return new(Kind.TEXT, _("Member"), key=True, required=True, references="team.member", help=what, width=width)
