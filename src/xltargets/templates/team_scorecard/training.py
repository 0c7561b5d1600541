"""The team scorecard, sheet Training. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import PROGRESS
from xltargets.templates.schema import Free, Highlight, Kind, When, _, column


class Training(schema.Table):
    """What members need to learn, and what it did."""

    title = _("Training")
    rows = 10
    spare = 5
    row_height = 30
    member = column(
        Kind.TEXT, _("Member"), key=True, required=True, references="team.member", help=_("Who is to learn."), width=22
    )
    need = column(
        Kind.TEXT,
        _("Need"),
        free=Free.NAME,
        key=True,
        required=True,
        wrap=True,
        help=_("What is to be learnt."),
        width=30,
    )
    plan = column(Kind.TEXT, _("Plan"), free=Free.PROSE, wrap=True, help=_("Course, coach or task."), width=32)
    due = column(Kind.DATE, _("Due"), when=When.NEAR, help=_("By when."))
    done = column(Kind.DATE, _("Done"), when=When.PAST, help=_("The day it was finished."))
    status = column(
        Kind.CHOICE,
        _("Status"),
        formula=(
            '=IF([@need]="","",IF([@done]<>"",word.progress.Done,'
            'IF(AND([@due]<>"",[@due]<standing.as_of),word.progress.Overdue,word.progress.Open)))'
        ),
        choices=PROGRESS,
        highlight=Highlight.TONES,
    )
    effect = column(
        Kind.TEXT,
        _("Effect"),
        free=Free.PROSE,
        wrap=True,
        help=_("What changed afterwards, in figures if you can."),
        width=34,
    )
