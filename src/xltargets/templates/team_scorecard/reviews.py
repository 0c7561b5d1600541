"""The team scorecard, sheet Reviews. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import count_where
from xltargets.templates.schema import Free, Kind, _, column
from xltargets.templates.team_scorecard.words import RATER


class Reviews(schema.Table):
    """How members are seen from all sides: one row for each rating."""

    title = _("Reviews")
    rows = 24
    spare = 12
    member = column(Kind.TEXT, _("Member"), required=True, references="team.member", help=_("Who is rated."), width=24)
    rater = column(
        Kind.CHOICE, _("Rated by"), required=True, choices=RATER, help=_("The group of the rater."), width=16
    )
    rating = column(
        Kind.NUMBER, _("Rating"), required=True, minimum=1, maximum=5, help=_("From 1 (poor) to 5 (outstanding).")
    )
    remark = column(Kind.TEXT, _("Remark"), free=Free.PROSE, wrap=True, help=_("What the rating rests on."), width=52)
    share = column(
        Kind.RATIO,
        _("Weight"),
        formula=(
            '=IF(OR([@member]="",[@rater]="",[@rating]=""),"",INDEX(groups[weight],MATCH([@rater],groups[group],0))'
            "/" + count_where("[member]=[@member]", "[rater]=[@rater]") + ")"
        ),
        help=_("The group's weight, shared by its raters."),
    )
    points = column(Kind.NUMBER, _("Points"), formula='=IF([@share]="","",[@rating]*[@share])')
