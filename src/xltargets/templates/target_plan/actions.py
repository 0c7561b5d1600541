"""The target plan, sheet Actions. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import PROGRESS
from xltargets.templates.schema import Before, Free, Highlight, Kind, When, _, column


class Actions(schema.Table):
    """What is done, by whom and by when."""

    title = _("Actions")
    rows = 12
    spare = 6
    row_height = 30
    task = column(
        Kind.TEXT,
        _("Task"),
        free=Free.NAME,
        key=True,
        required=True,
        wrap=True,
        help=_("What is to be done."),
        width=44,
    )
    objective = column(
        Kind.TEXT,
        _("Objective"),
        references="objectives.objective",
        wrap=True,
        help=_("Which one it serves."),
        width=36,
    )
    owner = column(Kind.TEXT, _("Owner"), known=("units.person", "settings.owner"), help=_("Who does it."), width=18)
    start = column(Kind.DATE, _("Start"), when=When.NEAR, help=_("The first day."), checks=[Before("due")])
    due = column(Kind.DATE, _("Due"), when=When.NEAR, required=True, help=_("The last day."))
    progress = column(
        Kind.RATIO,
        _("Progress"),
        minimum=0,
        maximum=1,
        help=_("0% not begun, 100% done."),
        highlight=Highlight.BAR,
    )
    expected = column(
        Kind.RATIO,
        _("Expected"),
        formula=(
            '=IF(OR([@task]="",[@start]="",[@due]="",[@due]<=[@start]),"",'
            "MAX(0,MIN(1,(status.as_of-[@start]+1)/([@due]-[@start]+1))))"
        ),
        help=_("How far it should be by the days gone."),
    )
    status = column(
        Kind.CHOICE,
        _("Status"),
        formula=(
            '=IF([@task]="","",IF(1*[@progress]>=1,word.progress.Done,IF(AND([@due]<>"",[@due]<status.as_of),'
            "word.progress.Overdue,IF(1*[@progress]>0,word.progress.In_progress,word.progress.Open))))"
        ),
        choices=PROGRESS,
        highlight=Highlight.TONES,
        width=13,
    )
