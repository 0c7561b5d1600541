"""XL5: what only a risk register can get wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.templates.risk_register import RISK_REGISTER
from xltargets.templates.risk_register.kris import Colours, Kris
from xltargets.templates.risk_register.risks import Risks
from xltargets.templates.risk_register.settings import Settings
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.views.columns import NUMBER
from xltargets.views.rows import code_in, has_code, is_empty, number_in, rows_where, rows_with
from xltargets.views.year_kinds import year_in

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission
    from xltargets.views.columns import Mask, TypedColumn
    from xltargets.views.slots import BoundTable

ONLY = (RISK_REGISTER.key,)
GRAVE = ("High", "Critical")
USUAL_REVIEW_DAYS = 90.0
LATE_MONTHS = 2
"""A month's value may come in the month after; from the second on it is late."""
MANY_MONTHS = 6
"""So many months without a colour but green make an indicator suspicious."""

_COLOURS = tuple(one for one in Colours.columns if not one.key)
_VALUES = tuple(Kris[one.identifier.replace("c", "m")] for one in _COLOURS)
"""The months, of colours and of values."""


@rule("XL541", "grave-risk-unanswered", Severity.ERROR, templates=ONLY)
def grave_risk_unanswered(submission: Submission) -> Iterator[Fault]:
    """A high or critical risk has no response, no owner or no due day.

    What it does
        Looks in Risks at those whose residual level is High or Critical, and that are not closed. A risk that is
        accepted needs no due day.

    Why it matters
        Nobody answers for it, or nothing is done, while the target depends on it.

    Example
        R5 has a residual score of 18, which is Critical, and no owner.

    How to repair
        Name an owner, choose a response, and enter the day by which it is done.

    Safe repair
        None.
    """

    def suspects(table: BoundTable, level: TypedColumn, *_others: TypedColumn) -> Mask:
        return has_code(table.heading(Risks.level), level, *GRAVE)

    for table, row in rows_where(submission.view, suspects, Risks.level, Risks.response, Risks.owner, Risks.due):
        level = code_in(table.slot(Risks.level, row))
        if level not in GRAVE:
            continue
        accepted = code_in(table.slot(Risks.response, row)) == "Accept"
        for column in (Risks.response, Risks.owner, *(() if accepted else (Risks.due,))):
            slot = table.slot(column, row)
            if is_empty(slot):
                yield Fault(
                    slot.at,
                    N_("{label} of {risk} is empty, and its level is {level}."),
                    N_("Name an owner, choose a response, and enter the day by which it is done."),
                    expected=Phrase(N_("a value, because the risk is high or critical")),
                    values={
                        "label": slot.label,
                        "risk": slot.row_key or slot.at.cell or "",
                        "level": table.slot(Risks.level, row).shown,
                    },
                )


@rule("XL542", "accepted-above-appetite", Severity.ERROR, templates=ONLY)
def accepted_above_appetite(submission: Submission) -> Iterator[Fault]:
    """A risk is accepted though its score is above the risk appetite.

    What it does
        Compares the residual score of each accepted risk with the appetite in Settings.

    Why it matters
        The appetite says what may be accepted. Above it a risk has to be avoided, reduced or transferred.

    Example
        R3 has a residual score of 12 and the response Accept; the appetite is 9.

    How to repair
        Choose another response with a plan, or have the appetite raised by those who set it.

    Safe repair
        None.
    """
    appetite = number_in(submission.view.fields.get(str(Settings.appetite)))
    for table, row in rows_with(submission.view, Risks.response, Risks.residual):
        response, residual = table.slot(Risks.response, row), number_in(table.slot(Risks.residual, row))
        if code_in(response) != "Accept" or appetite is None or residual is None or residual <= appetite:
            continue
        yield Fault(
            response.at,
            N_("{risk} is accepted with a score of {score}; the risk appetite is {appetite}."),
            N_("Choose another response with a plan, or have the appetite raised."),
            response.value,
            Phrase(N_("a response other than accepting")),
            {"risk": response.row_key or response.at.cell or "", "score": residual, "appetite": appetite},
        )


@rule("XL543", "review-overdue", Severity.WARNING, templates=ONLY)
def review_overdue(submission: Submission) -> Iterator[Fault]:
    """A risk was not reviewed for longer than the settings allow.

    What it does
        Counts the days from the last review of each risk that is not closed to the day to judge by (--as-of, or
        today), and compares with the days between reviews in Settings, 90 if there are none. A risk without any review
        is told as well.

    Why it matters
        Likelihood and impact change. A score that nobody looked at for a quarter tells of the past.

    Example
        R8 was last reviewed on 20 January, and it is the end of May.

    How to repair
        Review the risk, correct its marks, and enter the day.

    Safe repair
        None.
    """
    days = number_in(submission.view.fields.get(str(Settings.review_days)))
    limit = USUAL_REVIEW_DAYS if days is None else days

    def suspects(_table: BoundTable, reviewed: TypedColumn, closed: TypedColumn) -> Mask:
        recent = reviewed.is_kind(NUMBER) & (submission.as_of - reviewed.values <= limit)
        return closed.is_empty & ~recent

    for table, row in rows_where(submission.view, suspects, Risks.reviewed, Risks.closed):
        reviewed = table.slot(Risks.reviewed, row)
        if not is_empty(table.slot(Risks.closed, row)):
            continue
        risk = {"risk": reviewed.row_key or reviewed.at.cell or "", "days": limit}
        last = number_in(reviewed)
        if is_empty(reviewed):
            yield Fault(
                reviewed.at,
                N_("{risk} has no review; one is expected every {days} {days:day|days}."),
                N_("Review the risk, and enter the day."),
                expected=Phrase(N_("a date")),
                values=risk,
            )
        elif last is not None and submission.as_of - last > limit:
            yield Fault(
                reviewed.at,
                N_(
                    "{risk} was last reviewed on {shown}, {ago} {ago:day|days} ago; one review is expected every "
                    "{days} {days:day|days}."
                ),
                N_("Review the risk, and enter the day."),
                last,
                Phrase(N_("a day within the last {days} days"), days=limit),
                {**risk, "shown": reviewed.shown, "ago": submission.as_of - last},
            )


@rule("XL544", "alert-not-acknowledged", Severity.WARNING, templates=ONLY)
def alert_not_acknowledged(submission: Submission) -> Iterator[Fault]:
    """An indicator is red, and nobody has acknowledged it since.

    What it does
        Looks in KRIs at the indicators whose status is Red, and compares the day of their acknowledgement with the
        month since which they are.

    Why it matters
        A warning that nobody has seen warns nobody. An acknowledgement from before was of another alert.

    Example
        Deliveries in time are red since May, and were last acknowledged in February.

    How to repair
        Tell the owner; enter who has seen it, and when.

    Safe repair
        None.
    """
    wanted = (Kris.status, Kris.state, Kris.since, Kris.acknowledged_by)
    for table, row in rows_with(submission.view, *wanted):
        status, state = table.slot(Kris.status, row), table.slot(Kris.state, row)
        if code_in(status) == "Red" and code_in(state) == "Open":
            slot = table.slot(Kris.acknowledged_by, row)
            yield Fault(
                slot.at,
                N_("{indicator} is {status} since {month}, and that was not acknowledged."),
                N_("Tell the owner; enter who has seen it, and when."),
                slot.value,
                Phrase(N_("a name, and a day since then")),
                {
                    "indicator": slot.row_key or "",
                    "status": status.shown,
                    "month": table.slot(Kris.since, row).shown,
                },
            )


@rule("XL545", "thresholds-reversed", Severity.ERROR, templates=ONLY, root=True)
def thresholds_reversed(submission: Submission) -> Iterator[Fault]:
    """The red threshold of an indicator lies on the good side of the amber one.

    What it does
        Compares the two thresholds of each indicator by its direction: where high is bad, red is not below amber; where
        low is bad, not above.

    Why it matters
        The indicator would be red before it is amber, so it has no status until this is put right.

    Example
        High is bad, amber is at 12 and red at 8.

    How to repair
        Exchange the thresholds, or choose the other direction.

    Safe repair
        None: which of the three is wrong is yours to say.
    """
    for table, row in rows_with(submission.view, Kris.side, Kris.amber, Kris.red):
        red, side = table.slot(Kris.red, row), table.slot(Kris.side, row)
        first, second = number_in(table.slot(Kris.amber, row)), number_in(red)
        if first is None or second is None:
            continue
        is_above = code_in(side) == "above"
        if (is_above and second < first) or (code_in(side) == "below" and second > first):
            yield Fault(
                red.at,
                N_("{label} of {indicator} is {shown}; with {side}, expected {expected}."),
                N_("Exchange the thresholds, or choose the other direction."),
                second,
                Phrase(N_("{amber} or more") if is_above else N_("{amber} or less"), amber=first),
                {"label": red.label, "indicator": red.row_key or "", "shown": second, "side": side.shown},
            )


@rule("XL546", "indicator-not-updated", Severity.WARNING, templates=ONLY)
def indicator_not_updated(submission: Submission) -> Iterator[Fault]:
    """An indicator has no value for months that are over.

    What it does
        Counts the months of the year that are over on the day to judge by (--as-of, or today), and compares with the
        last month that has a value. The month that has just ended may still be missing.

    Why it matters
        An indicator that nobody measures stays as green as it was.

    Example
        It is the middle of June, and the last value is of March.

    How to repair
        Enter the months' values, or take the indicator out.

    Safe repair
        None.
    """
    year = year_in(submission.view)
    if year is None:
        return
    over = sum(last < submission.as_of // 1 for last in year.periods.lasts.tolist())
    for table, row in rows_with(submission.view, *_VALUES):
        slots = [table.slot(one, row) for one in _VALUES]
        held = [number for number, slot in enumerate(slots, 1) if not is_empty(slot)]
        last = max(held, default=0)
        if over - last >= LATE_MONTHS:
            slot = slots[last]
            yield Fault(
                slot.at,
                N_("{label} of {indicator} is empty, and {months} {months:month is|months are} over."),
                N_("Enter the months' values, or take the indicator out."),
                expected=Phrase(N_("a number")),
                values={"label": slot.label, "indicator": slot.row_key or "", "months": over},
            )


@rule("XL549", "last-above-inherent", Severity.WARNING, templates=ONLY, since="0.4.0", root=True)
def last_above_inherent(submission: Submission) -> Iterator[Fault]:
    """The last score of a risk is above its inherent score.

    What it does
        Compares the residual score of the last review, which is typed, with the inherent score that likelihood and
        impact give.

    Why it matters
        What is left of a risk is never more than the risk. The trend then shows a fall that nobody worked for.

    Example
        R3 has likelihood 3 and impact 4, which is 12, and a last score of 20.

    How to repair
        Correct the last score, or the marks; keep them if likelihood or impact fell since the last review.

    Safe repair
        None.
    """
    for table, row in rows_with(submission.view, Risks.last, Risks.inherent):
        last, inherent = table.slot(Risks.last, row), table.slot(Risks.inherent, row)
        before, whole = number_in(last), number_in(inherent)
        if before is not None and whole is not None and before > whole:
            yield Fault(
                last.at,
                N_("{label} of {risk} is {found}, above its inherent score, {whole}."),
                N_("Correct it, or the marks; keep them if likelihood or impact fell since the last review."),
                before,
                Phrase(N_("{high} or less"), high=inherent.shown),
                {"label": last.label, "risk": last.row_key or last.at.cell or "", "whole": inherent.shown},
            )


@rule("XL547", "indicator-always-green", Severity.INFO, templates=ONLY)
def indicator_always_green(submission: Submission) -> Iterator[Fault]:
    """An indicator was never anything but green.

    What it does
        Looks at the colours of each indicator, month by month, from six months on.

    Why it matters
        Either all is well, or the thresholds are so wide that the indicator cannot warn.

    Example
        Invoices overdue were between 4 and 5 % for six months; amber begins at 20 %.

    How to repair
        Compare the thresholds with what would hurt, and with the usual values. If they are right, leave them.

    Safe repair
        None.
    """
    colours = submission.view.tables.get(Colours.name)
    if colours is None or not {one.identifier for one in _COLOURS} <= colours.column_index.keys():
        return
    for table, row in rows_with(submission.view, Kris.amber):
        # The rows of the two tables are the same indicators, in the same order.
        beside = colours.rows.start + row - table.rows.start
        if beside not in colours.rows:
            continue
        shown = [code_in(colours.slot(one, beside)) for one in _COLOURS]
        seen = [code for code in shown if code]
        if len(seen) >= MANY_MONTHS and set(seen) == {"Green"}:
            slot = table.slot(Kris.amber, row)
            yield Fault(
                slot.at,
                N_("{indicator} was green in all of {months} months."),
                N_("See whether the thresholds are so wide that it cannot warn."),
                slot.value,
                Phrase(N_("a threshold that the usual values come near to")),
                {"indicator": slot.row_key or "", "months": len(seen)},
            )
