"""The target plan: a column that several of its tables have. Declarations only."""

from __future__ import annotations

from typing import Any

from xltargets.templates.schema import Kind, _, column


def whose(what: str, width: int | None = None) -> Any:
    """The person that a row is about, as Units names them."""
    return column(
        Kind.TEXT, _("Person"), references="units.person", key=True, required=True, since=2, help=what, width=width
    )
