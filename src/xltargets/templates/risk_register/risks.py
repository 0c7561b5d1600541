"""The risk register, sheet Risks. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import PROGRESS
from xltargets.templates.risk_register.words import CATEGORY, LEVEL, MOVE
from xltargets.templates.row_formulas import row_number
from xltargets.templates.schema import Choices, Free, Highlight, Kind, Mark, RollUp, Tone, When, _, column

RESPONSE = Choices(
    "response",
    (
        ("Avoid", _("Avoid")),
        ("Reduce", _("Reduce")),
        ("Transfer", _("Transfer")),
        ("Accept", _("Accept")),
    ),
)


_SCALE = {"minimum": 1, "maximum": 5, "width": 11}


_UNSCORED = 'OR([@likelihood]="",[@impact]="")'


_GRAVE = "OR([@level]=word.level.High,[@level]=word.level.Critical)"


def _wanted(key: str) -> list[Mark]:
    """A high or critical risk must not lack it."""
    return [Mark(Tone.BAD, f'AND([@{key}]="",{_GRAVE})')]


_OVER_APPETITE = Mark(Tone.BAD, 'AND([@response]=word.response.Accept,[@residual]<>"",1*settings.appetite<[@residual])')


_LEVELS = "INDEX(bands[start],1):INDEX(bands[level],MAX(1,COUNT(bands[start])))"


_NUMBERS = 'AND(ISNUMBER([@probability]),ISNUMBER([@loss]),[@closed]="")'


def _level(score: str) -> str:
    return (
        f'=IF([@{score}]="","",IF([@{score}]<MIN(bands[start]),INDEX(bands[level],1),RISK_LEVEL([@{score}],{_LEVELS})))'
    )


def _so_far(key: str) -> str:
    """A column down to this row, so that of two with the same rank the upper one comes first."""
    return f"INDEX([{key}],1):INDEX([{key}],{row_number('risks', 'id')})"


class Risks(schema.Table):
    """What can go wrong, how likely and how bad it is, and what is done about it."""

    title = _("Risks")
    rows = 12
    spare = 4
    row_height = 40
    id = column(
        Kind.TEXT, _("No."), free=Free.NAME, key=True, required=True, unique=True, help=_("Such as R1."), width=7
    )
    risk = column(
        Kind.TEXT, _("Risk"), free=Free.PROSE, required=True, wrap=True, help=_("What could happen."), width=30
    )
    category = column(
        Kind.CHOICE, _("Category"), required=True, choices=CATEGORY, wrap=True, help=_("One of five."), width=15
    )
    cause = column(Kind.TEXT, _("Cause"), free=Free.PROSE, wrap=True, help=_("Why it could happen."), width=28)
    effect = column(
        Kind.TEXT, _("Effect on the target"), free=Free.PROSE, wrap=True, help=_("What it would do."), width=28
    )
    likelihood = column(Kind.COUNT, _("Likelihood"), required=True, help=_("From 1 to 5, see Settings."), **_SCALE)
    impact = column(Kind.COUNT, _("Impact"), required=True, help=_("From 1 to 5, see Settings."), **_SCALE)
    control = column(
        Kind.RATIO,
        _("Control"),
        minimum=0,
        maximum=1,
        help=_("How much of it is under control: 0% nothing, 100% all."),
        width=10,
    )
    inherent = column(
        Kind.NUMBER, _("Inherent score"), formula=f'=IF({_UNSCORED},"",RISK_SCORE([@likelihood],[@impact]))', width=10
    )
    residual = column(
        Kind.NUMBER,
        _("Residual score"),
        formula=f'=IF(OR({_UNSCORED},[@closed]<>""),"",RISK_SCORE([@likelihood],[@impact],[@control]))',
        help=_("After what is under control. A closed risk has none."),
        width=10,
    )
    level = column(
        Kind.CHOICE, _("Level"), formula=_level("residual"), choices=LEVEL, highlight=Highlight.TONES, width=10
    )
    last = column(Kind.NUMBER, _("Last score"), minimum=0, maximum=25, help=_("Residual, at the last review."), width=9)
    move = column(
        Kind.CHOICE,
        _("Trend"),
        formula=(
            '=IF(OR([@residual]="",[@last]=""),"",IF([@residual]>[@last],word.move.Up,'
            "IF([@residual]<[@last],word.move.Down,word.move.Same)))"
        ),
        choices=MOVE,
        highlight=Highlight.TONES,
        width=10,
    )
    probability = column(Kind.RATIO, _("Probability"), minimum=0, maximum=1, help=_("Within this year."), width=11)
    loss = column(Kind.AMOUNT, _("Loss"), minimum=0, help=_("Of the target, if it happens."), width=13)
    expected = column(
        Kind.AMOUNT,
        _("Expected loss"),
        formula=f'=IF({_NUMBERS},RISK_EXPECTED_LOSS([@probability],[@loss]),"")',
        rollup=RollUp.SUM,
        width=13,
    )
    owner = column(
        Kind.TEXT,
        _("Owner"),
        offered="words.person",
        free=Free.PERSON,
        help=_("Who answers for it."),
        marks=_wanted("owner"),
        width=16,
    )
    response = column(
        Kind.CHOICE,
        _("Response"),
        choices=RESPONSE,
        help=_("What is done about it."),
        marks=[*_wanted("response"), _OVER_APPETITE],
        width=12,
    )
    plan = column(Kind.TEXT, _("Plan"), free=Free.PROSE, wrap=True, help=_("Measures, in a sentence."), width=34)
    due = column(Kind.DATE, _("Due"), when=When.NEAR, help=_("By when."), marks=_wanted("due"))
    done = column(Kind.DATE, _("Done"), when=When.PAST, help=_("The day the plan was finished."))
    closed = column(
        Kind.DATE, _("Closed"), when=When.PAST, help=_("The day from which it threatens no more: it counts no longer.")
    )
    status = column(
        Kind.CHOICE,
        _("Status"),
        formula=(
            '=IF([@risk]="","",IF([@closed]<>"",word.progress.Dropped,IF([@done]<>"",word.progress.Done,IF(AND([@due]<>"",[@due]<standing.as_of),'
            "word.progress.Overdue,word.progress.Open))))"
        ),
        choices=PROGRESS,
        highlight=Highlight.TONES,
    )
    reviewed = column(
        Kind.DATE,
        _("Last review"),
        when=When.PAST,
        help=_("When it was last looked at."),
        marks=[Mark(Tone.WATCH, 'AND([@reviewed]<>"",[@closed]="",[@reviewed]<standing.as_of-settings.review_days)')],
    )
    order = column(
        Kind.COUNT,
        _("Order"),
        formula=(f'=IF([@residual]="","",RANK([@residual],[residual])+COUNTIFS({_so_far("residual")},[@residual])-1)'),
        help=_("By residual score, for the report."),
        width=8,
    )
    late = column(
        Kind.COUNT,
        _("Late"),
        formula=(
            "=IF([@status]=word.progress.Overdue,"
            'COUNTIFS([status],word.progress.Overdue,[due],"<"&[@due])'
            f'+COUNTIFS({_so_far("status")},word.progress.Overdue,{_so_far("due")},[@due]),"")'
        ),
        help=_("Its place among the overdue plans, the oldest first."),
        width=8,
    )
    counted_loss = column(Kind.AMOUNT, _("Loss that counts"), formula=f"=IF({_NUMBERS},[@loss],0)", width=12)
    counted_probability = column(
        Kind.RATIO, _("Probability that counts"), formula=f"=IF({_NUMBERS},[@probability],0)", width=12
    )
