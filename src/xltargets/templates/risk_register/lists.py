"""The risk register, sheet Lists. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.schema import Free, Kind, _, column


class Words(schema.Choosable):
    """What drop-downs offer."""

    title = _("Words for the drop-downs")
    rows = 20
    spare = 12
    since = 2
    person = column(
        Kind.TEXT,
        _("People"),
        free=Free.NAME,
        renewed=True,
        help=_("Who answers for risks, one in each row."),
        width=24,
    )
