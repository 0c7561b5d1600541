"""A heat map of risks, which the register and the company scorecard both have."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.schema import Kind, Mark, Tone, _, column

_LABELS = (_("Impact 1"), _("Impact 2"), _("Impact 3"), _("Impact 4"), _("Impact 5"))


def heat_column(impact: int, formula: str, bounds: tuple[str, str, str], width: int) -> schema.Column:
    """How many risks have this impact, by likelihood; `bounds` are where medium, high and critical begin."""
    medium, high, critical = bounds
    score = f"[@likelihood]*{impact}"
    marks = (
        Mark(Tone.WORST, f"{score}>={critical}", "!!"),
        Mark(Tone.BAD, f"AND({score}>={high},{score}<{critical})", "!"),
        Mark(Tone.WATCH, f"AND({score}>={medium},{score}<{high})", "·"),
        Mark(Tone.GOOD, f"{score}<{medium}"),
    )
    label = _LABELS[impact - 1]
    return column(  # type: ignore[no-any-return]
        Kind.NUMBER, label, formula=formula, marks=marks, width=width, centred=True
    )


def heat_legend(anchor: str) -> schema.Legend:
    """What its tones and signs mean, beside the cell of an anchor."""
    words = ((_("Low"), Tone.GOOD, ""), (_("Medium"), Tone.WATCH, "·"), (_("High"), Tone.BAD, "!"))
    return schema.Legend("heat_legend", (*words, (_("Critical"), Tone.WORST, "!!")), anchor)
