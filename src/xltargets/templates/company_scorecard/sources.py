"""The company scorecard, sheet Sources. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.company_scorecard.formula_parts import loaded
from xltargets.templates.schema import Choices, Highlight, Kind, Tone, _

FILE_STATE = Choices(
    "file_state",
    (("Accepted", _("Accepted")), ("Left out", _("Left out")), ("Superseded", _("Superseded"))),
    (("Accepted", Tone.GOOD), ("Left out", Tone.BAD), ("Superseded", Tone.QUIET)),
)


class Sources(schema.Table):
    """Every file that was read, and why some were left out."""

    title = _("Sources")
    rows = 1
    file = loaded(Kind.TEXT, _("File"), key=True, width=34)
    kind = loaded(Kind.TEXT, _("Kind"), width=18)
    unit = loaded(Kind.TEXT, _("Unit"), width=22)
    owner = loaded(Kind.TEXT, _("Owner"), width=18)
    state = loaded(Kind.CHOICE, _("State"), choices=FILE_STATE, highlight=Highlight.TONES, width=12)
    errors = loaded(Kind.COUNT, _("Errors"))
    warnings = loaded(Kind.COUNT, _("Warnings"))
    reason = loaded(Kind.TEXT, _("Why it was left out"), wrap=True, width=90)
    saved = loaded(Kind.DATE, _("Saved"), since=2, help=_("The day of its last saving, as the file says."))
    note = loaded(Kind.TEXT, _("To be settled"), since=2, wrap=True, width=70)
