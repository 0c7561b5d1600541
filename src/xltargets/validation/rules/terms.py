"""XL5: thresholds, rates and probabilities that contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.templates.crm_log import CRM_LOG
from xltargets.templates.team_scorecard import TEAM_SCORECARD
from xltargets.templates.team_scorecard.plans import Plans
from xltargets.templates.team_scorecard.rates import Terms, Tiers
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.validation.rules.plans import MONTHS
from xltargets.validation.rules.values import fault
from xltargets.views.rows import code_in, number_in, rows_with
from xltargets.views.showing import amount_shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.validation.submission import Submission
    from xltargets.views.slots import Slot


@rule("XL527", "amber-above-green", Severity.ERROR, root=True)
def amber_above_green(submission: Submission) -> Iterator[Fault]:
    """The threshold for amber lies above the one for green.

    What it does
        Compares the two thresholds of attainment in Settings.

    Why it matters
        No attainment is amber any more, and every status that is worked out from the two is an error.

    Example
        Green from 80 %, amber from 100 %.

    How to repair
        Exchange the two.

    Safe repair
        None.
    """
    green, amber = (submission.view.fields.get(f"settings.{name}") for name in ("green", "amber"))
    high, low = number_in(green), number_in(amber)
    if green is not None and amber is not None and high is not None and low is not None and low > high:
        yield fault(
            amber,
            N_("{label} is {low}, above {other}, {high}."),
            N_("Exchange the two."),
            Phrase(N_("{high} or less"), high=f"{high:.0%}"),
            low=f"{low:.0%}",
            high=f"{high:.0%}",
            other=green.label,
        )


@rule("XL528", "terms-doubtful", Severity.WARNING, templates=(TEAM_SCORECARD.key,))
def terms_doubtful(submission: Submission) -> Iterator[Fault]:
    """Terms of commission that are possible, and rarely meant.

    What it does
        Looks for a plan whose first tier begins above 0 %, so that the first sales earn nothing, and for a cap below
        the draw, so that more is paid in advance than can ever be earned.

    Why it matters
        Members find out at the end of the month what nobody had told them.

    Example
        The cap of a month is 500, and its draw 800.

    How to repair
        Correct the terms, or keep them if they are agreed.

    Safe repair
        None.
    """
    first: dict[float, tuple[float, object]] = {}
    for table, row in rows_with(submission.view, Tiers.effective, Tiers.attainment):
        day, start = number_in(table.slot(Tiers.effective, row)), number_in(table.slot(Tiers.attainment, row))
        if day is not None and start is not None and (day not in first or start < first[day][0]):
            first[day] = (start, table.slot(Tiers.attainment, row))
    for start, slot in first.values():
        if start > 0:
            yield fault(
                slot,  # type: ignore[arg-type]
                N_("The first tier begins at {shown}: sales below it earn nothing."),
                N_("Add a tier from 0%, or keep it if it is agreed."),
                shown=f"{start:.0%}",
            )
    for table, row in rows_with(submission.view, Terms.draw, Terms.cap):
        yield from _cap_below_draw(table.slot(Terms.cap, row), table.slot(Terms.draw, row), 1)
    for table, row in rows_with(submission.view, Plans.draw, Plans.cap, Plans.cap_span, Plans.span):
        span = code_in(table.slot(Plans.cap_span, row)) or code_in(table.slot(Plans.span, row))
        yield from _cap_below_draw(table.slot(Plans.cap, row), table.slot(Plans.draw, row), MONTHS.get(span, 1))


def _cap_below_draw(slot: Slot, draw: Slot, months: int) -> Iterator[Fault]:
    """A cap that is less than the draws of its months."""
    cap, paid = number_in(slot), number_in(draw)
    if cap is not None and paid is not None and cap < paid * months:
        yield fault(
            slot,
            N_("{label} is {cap}, below the draw of {draw}."),
            N_("Correct one of the two, or keep them if they are agreed."),
            cap=amount_shown(cap),
            draw=amount_shown(paid * months),
        )


@rule("XL539", "probability-falls", Severity.WARNING, templates=(CRM_LOG.key,))
def probability_falls(submission: Submission) -> Iterator[Fault]:
    """A later stage has a lower probability than an earlier one.

    What it does
        Compares the probabilities of the stages in Lists in their order. Lost, which ends an opportunity, is left out.

    Why it matters
        The weighted forecast falls as deals come nearer to a win.

    Example
        Proposal has 50 % and Negotiation 40 %.

    How to repair
        Correct the one that is wrong.

    Safe repair
        None.
    """
    table = submission.view.tables.get("stages")
    if table is None or not {"stage", "probability"} <= table.column_index.keys():
        return
    before: tuple[float, str] | None = None
    for row in table.rows_in_use:
        stage, slot = table.slot(table.declared["stage"], row), table.slot(table.declared["probability"], row)
        value = number_in(slot)
        if value is None or code_in(stage) == "Lost":
            continue
        if before is not None and value < before[0]:
            yield fault(
                slot,
                N_("{label} of {stage} is {shown}, less than {before} of {earlier}."),
                N_("Correct the one that is wrong."),
                stage=stage.shown,
                shown=f"{value:.0%}",
                before=f"{before[0]:.0%}",
                earlier=before[1],
            )
        before = (value, stage.shown)
