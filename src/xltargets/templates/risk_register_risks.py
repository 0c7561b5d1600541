"""The risk register, what threatens the target: risks, their scores, responses and cases. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import PROGRESS, CommonSettings
from xltargets.templates.row_formulas import row_number
from xltargets.templates.schema import Ascending, Choices, Highlight, Kind, Mark, RollUp, Tone, _, column

CATEGORY = Choices(
    "category",
    (
        ("Market", _("Market")),
        ("Customer relationship", _("Customer relationship")),
        ("Supply chain", _("Supply chain")),
        ("Financial", _("Financial")),
        ("Internal management", _("Internal management")),
    ),
)
RESPONSE = Choices(
    "response",
    (
        ("Avoid", _("Avoid")),
        ("Reduce", _("Reduce")),
        ("Transfer", _("Transfer")),
        ("Accept", _("Accept")),
    ),
)
LEVEL = Choices(
    "level",
    (("Low", _("Low")), ("Medium", _("Medium")), ("High", _("High")), ("Critical", _("Critical"))),
    (("Low", Tone.GOOD), ("Medium", Tone.WATCH), ("High", Tone.BAD), ("Critical", Tone.WORST)),
)
MOVE = Choices(
    "move",
    (("Up", _("▲ up")), ("Same", _("► same")), ("Down", _("▼ down"))),
    (("Up", Tone.BAD), ("Down", Tone.GOOD)),
)
_SCALE = {"minimum": 1, "maximum": 5, "width": 11}


class Settings(CommonSettings):
    """What holds for the whole register."""

    name = "settings"
    title = _("Settings")
    target = column(
        Kind.AMOUNT, _("Target of the year"), minimum=0, help=_("Losses are shown beside it."), rollup=RollUp.SUM
    )
    appetite = column(
        Kind.NUMBER,
        _("Risk appetite"),
        default=9,
        minimum=0,
        maximum=25,
        required=True,
        help=_("The greatest residual score that may be accepted."),
    )
    confidence = column(
        Kind.RATIO,
        _("Confidence"),
        default=0.95,
        minimum=0.5,
        maximum=0.999,
        required=True,
        help=_("Of the target at risk: 95% is exceeded once in twenty years."),
    )
    review_days = column(
        Kind.COUNT,
        _("Days between reviews"),
        default=90,
        minimum=1,
        maximum=366,
        required=True,
        help=_("After that a review is overdue."),
    )


class Bands(schema.Table):
    """From which score a risk is low, medium, high or critical."""

    title = _("Levels")
    rows = 4
    anchor = "E4"
    starts = (
        {"start": 1, "level": "Low", "management": _("Front line")},
        {"start": 5, "level": "Medium", "management": _("Front line")},
        {"start": 10, "level": "High", "management": _("Management")},
        {"start": 17, "level": "Critical", "management": _("Board")},
    )
    start = column(
        Kind.NUMBER, _("Score from"), required=True, minimum=0, maximum=25, checks=[Ascending()], help=_("Of 25.")
    )
    level = column(Kind.CHOICE, _("Level"), required=True, unique=True, choices=LEVEL, help=_("Its name."), width=12)
    management = column(Kind.TEXT, _("Who is told"), required=True, help=_("The level of management."), width=18)


class Scale(schema.Table):
    """What the marks from 1 to 5 mean."""

    title = _("What the marks mean")
    rows = 5
    anchor = "I4"
    starts = (
        {"mark": 1, "likelihood": _("Once in ten years"), "impact": _("Below 1% of the target")},
        {"mark": 2, "likelihood": _("Once in five years"), "impact": _("1% to 3%")},
        {"mark": 3, "likelihood": _("Once in two years"), "impact": _("3% to 5%")},
        {"mark": 4, "likelihood": _("Every year"), "impact": _("5% to 10%")},
        {"mark": 5, "likelihood": _("Every quarter"), "impact": _("More than 10%")},
    )
    mark = column(Kind.COUNT, _("Mark"), required=True, minimum=1, maximum=5, help=_("From 1 to 5."), width=8)
    likelihood = column(Kind.TEXT, _("Likelihood"), help=_("How often it is to be expected."), width=20)
    impact = column(Kind.TEXT, _("Impact"), help=_("What it costs."), width=24)


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
    row_height = 46
    id = column(Kind.TEXT, _("No."), key=True, required=True, unique=True, help=_("Such as R1."), width=7)
    risk = column(Kind.TEXT, _("Risk"), required=True, wrap=True, help=_("What could happen."), width=30)
    category = column(
        Kind.CHOICE, _("Category"), required=True, choices=CATEGORY, wrap=True, help=_("One of five."), width=15
    )
    cause = column(Kind.TEXT, _("Cause"), wrap=True, help=_("Why it could happen."), width=28)
    effect = column(Kind.TEXT, _("Effect on the target"), wrap=True, help=_("What it would do."), width=28)
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
    owner = column(Kind.TEXT, _("Owner"), help=_("Who answers for it."), marks=_wanted("owner"), width=16)
    response = column(
        Kind.CHOICE,
        _("Response"),
        choices=RESPONSE,
        help=_("What is done about it."),
        marks=[*_wanted("response"), _OVER_APPETITE],
        width=12,
    )
    plan = column(Kind.TEXT, _("Plan"), wrap=True, help=_("Measures, in a sentence."), width=34)
    due = column(Kind.DATE, _("Due"), help=_("By when."), marks=_wanted("due"))
    done = column(Kind.DATE, _("Done"), help=_("The day the plan was finished."))
    closed = column(Kind.DATE, _("Closed"), help=_("The day from which it threatens no more: it counts no longer."))
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


class Cases(schema.Table):
    """What happened, what was done, and what was learnt."""

    title = _("Cases")
    rows = 8
    spare = 4
    row_height = 46
    day = column(Kind.DATE, _("Day"), key=True, required=True, help=_("When it happened."))
    risk = column(Kind.TEXT, _("Risk"), references="risks.id", help=_("Its number in Risks, if it was known."), width=9)
    category = column(
        Kind.CHOICE,
        _("Category"),
        formula='=IF([@risk]="","",IFERROR(INDEX(risks[category],MATCH([@risk],risks[id],0)),""))',
        choices=CATEGORY,
        wrap=True,
        width=15,
    )
    event = column(
        Kind.TEXT, _("What happened"), key=True, required=True, wrap=True, help=_("In a sentence."), width=42
    )
    response = column(Kind.TEXT, _("What was done"), wrap=True, help=_("By whom, how fast."), width=40)
    cost = column(Kind.AMOUNT, _("Cost"), minimum=0, help=_("What it cost of the target."))
    lesson = column(Kind.TEXT, _("Lesson"), wrap=True, help=_("What is done otherwise now."), width=44)
