"""Which deals of a CRM's export were won, by whom, when and for how much, and an account of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.importing.account import Remark, exact_sum, example_of, shown
from xltargets.importing.figures_in_files import Ambiguous, order_of, read_dates
from xltargets.importing.options import SourceProblem
from xltargets.importing.texts import nearest, one_spelling, text_of
from xltargets.units.days import EARLIEST, LATEST

if TYPE_CHECKING:
    import pandas as pd

    from xltargets.importing.deal_rows import DealRows
    from xltargets.importing.tables_in_files import Source

__all__ = ["Remark", "nearest", "one_spelling", "text_of", "won_deals"]


def won_deals(deals: DealRows, date_order: str | None) -> pd.DataFrame:
    """The won deals with month (a date, its first day), person and amount; what is left out is remarked on.

    Besides, each has its day.

    The index is the row's number in the file.
    """
    import pandas as pd

    source, account, used, not_used = deals.source, deals.account, deals.told.used, deals.told.not_used
    _leave_others(deals)
    frame = deals.frame[deals.frame["stage"] == "Won"]
    try:
        days = read_dates(frame["closed"], order_of([source.columns.get("closed", "")], date_order))
    except Ambiguous as problem:
        raise SourceProblem(
            N_("In {path}, {reason}."), options=problem.options, path=source.path, reason=problem
        ) from None
    won = pd.DataFrame(
        {
            "person": list(text_of(frame["person"])),
            "month": [day.replace(day=1) if day and EARLIEST <= day <= LATEST else None for day in days],
            "amount": list(frame["amount"]),
            "day": days,
        },
        index=frame.index,
    )
    for column, message in (
        ("person", N_("{count} won {count:deal names|deals name} no person.")),
        ("month", N_("{count} won {count:deal has|deals have} no date of closing, or none between 1990 and 2100.")),
        ("amount", N_("{count} won {count:deal has|deals have} no amount, or none that is a number.")),
    ):
        wrong = won[column].isna() | (won[column] == "")
        if wrong.any():
            rows = [int(row) for row in wrong.index[wrong]]
            not_used.append(Remark(message, int(wrong.sum())))
            account.leave_out(rows, Remark(message, 1))
            not_used.extend(example_of(source, rows, {"month": "closed"}.get(column, column)))
            won = won[~wrong]
    if won.empty:
        raise SourceProblem(N_("{path} has no won deal with a date, a person and an amount."), path=source.path)
    values: dict[str, object] = {
        "total": shown(exact_sum(won["amount"])),
        "first": f"{min(won['month']):%Y-%m}",
        "last": f"{max(won['month']):%Y-%m}",
    }
    used.append(
        Remark(N_("{count} won {count:deal|deals}, {total} in all, closed from {first} to {last}."), len(won), values)
    )
    used.append(account.remark(of_several=deals.of_several))
    return won


def _leave_others(deals: DealRows) -> None:
    """Tell of deals that were lost or are open. Without a stage column all were won, which is told."""
    source, not_used, account = deals.source, deals.told.not_used, deals.account
    stages, words = deals.frame["stage"], deals.words
    has_stage = bool((words != "").any()) or "is_won" in source.columns
    if not has_stage:
        message = N_("There is no stage, so that every row counts as won ({count} {count:row|rows}).")
        deals.told.used.append(Remark(message, len(stages)))
        return
    if not (stages == "Won").any():
        _refuse_without_won(source, words)
    lost = stages == "Lost"
    others = words[~lost & (stages != "Won")]
    for name, count in others.value_counts().items():
        message = (
            N_("{count} {count:deal was|deals were} never closed: stage {stage}.")
            if name
            else N_("{count} {count:deal has|deals have} no stage.")
        )
        remark = Remark(message, int(count), {"stage": repr(name)})
        not_used.append(remark)
        account.leave_out(others.index[others == name], Remark(message, 1, {"stage": repr(name)}))
    if lost.any():
        not_used.append(Remark(N_("{count} {count:deal was|deals were} lost."), int(lost.sum())))
        account.leave_out(lost.index[lost], Remark(N_("{count} {count:deal was|deals were} lost."), 1))


def _refuse_without_won(source: Source, words: pd.Series[str]) -> None:
    stages = sorted(set(words) - {""})
    options = ("--stage", f"{stages[0]}=won") if stages else ()
    raise SourceProblem(
        N_("No deal of {path} has a stage that means won; there is {stages}. Say which one does with --won STAGE."),
        options=options,
        path=source.path,
        stages=tuple(stages),
    )
