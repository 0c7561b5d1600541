"""The target plan, sheet Objectives. Declarations only."""

from __future__ import annotations

from xltargets.calc.smart.wording import WORDINGS
from xltargets.templates import schema
from xltargets.templates.common import LANGUAGE
from xltargets.templates.row_formulas import shown
from xltargets.templates.schema import Before, Choices, Free, Highlight, Kind, Tone, When, _, column

VERDICT = Choices(
    "verdict",
    (("Pass", _("Pass")), ("Fail", _("Fail")), ("Unknown", _("Unknown"))),
    (("Pass", Tone.GOOD), ("Fail", Tone.BAD), ("Unknown", Tone.WATCH)),
)


_ADVICE = ",".join(f'"{code if code in WORDINGS else "en"}"' for code in LANGUAGE.codes)
_LANGUAGE = f"INDEX({{{_ADVICE}}},MATCH(settings.language,labels.{LANGUAGE.key},0))"
"""The advice is English where it has no words of the workbook's language."""


_FIELDS = "[@objective],[@metric],[@baseline],[@target],[@start],[@due],[@owner],[@serves],,status.as_of"


def _verdict(label: str, place: int) -> schema.Column:
    word = shown(VERDICT, f"INDEX(SMART_CHECK({_FIELDS}),1,{place})")
    return column(  # type: ignore[no-any-return]
        Kind.CHOICE,
        label,
        formula=f'=IF([@objective]="","",{word})',
        choices=VERDICT,
        highlight=Highlight.TONES,
        width=12,
    )


class Objectives(schema.Table):
    """Objectives that are specific, measurable, achievable, relevant and time-bound, or told what they lack."""

    title = _("Objectives")
    rows = 6
    spare = 2
    row_height = 78
    objective = column(
        Kind.TEXT,
        _("Objective"),
        free=Free.NAME,
        key=True,
        required=True,
        unique=True,
        wrap=True,
        help=_("What is done, and to what: win, reduce, renew."),
        width=32,
    )
    metric = column(Kind.TEXT, _("Metric"), free=Free.NAME, wrap=True, help=_("What is measured."), width=18)
    measure = column(Kind.TEXT, _("Unit"), free=Free.NAME, help=_("Of the metric: %, customers, days."), width=11)
    baseline = column(Kind.NUMBER, _("Baseline"), free=Free.SCALE, help=_("Where it stands at the start."), width=11)
    target = column(Kind.NUMBER, _("Target"), free=Free.SCALE, help=_("Where it is to stand at the end."), width=11)
    start = column(Kind.DATE, _("Start"), when=When.NEAR, help=_("The first day."), checks=[Before("due")])
    due = column(Kind.DATE, _("Due"), when=When.NEAR, help=_("The last day; at most a year after the first."))
    owner = column(
        Kind.TEXT,
        _("Owner"),
        known=("units.person", "settings.owner"),
        help=_("The one person who answers for it."),
        width=15,
    )
    serves = column(Kind.TEXT, _("Serves"), references="goals.goal", wrap=True, help=_("A goal of Strategy."), width=22)
    specific = _verdict(_("Specific"), 1)
    measurable = _verdict(_("Measurable"), 2)
    achievable = _verdict(_("Achievable"), 3)
    relevant = _verdict(_("Relevant"), 4)
    timed = _verdict(_("Time-bound"), 5)
    score = column(
        Kind.COUNT,
        _("Score"),
        formula=f'=IF([@objective]="","",SMART_SCORE({_FIELDS}))',
        help=_("Of 100: 20 for each pass, 10 for each unknown."),
        width=9,
    )
    advice = column(
        Kind.TEXT,
        _("Advice"),
        formula=f'=IF([@objective]="","",IF([@score]=100,"–",SMART_ADVICE({_FIELDS},{_LANGUAGE})))',
        wrap=True,
        width=90,
    )
