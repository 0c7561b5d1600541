"""A CRM's deals, open and closed, as a CRM log takes them, and an account of what is amiss with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.errors import N_
from xltargets.importing.account import Remark, example_of
from xltargets.importing.figures_in_files import Ambiguous, order_of, read_dates
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.outcomes import CLOSED, OPEN
from xltargets.importing.sources import STAGES
from xltargets.importing.texts import text_of
from xltargets.units.days import EARLIEST, LATEST
from xltargets.units.names import name_key

if TYPE_CHECKING:
    import pandas as pd

    from xltargets.importing.deal_rows import DealRows
    from xltargets.importing.tables_in_files import Source

OPEN_STAGE = "Engaging"
"""Where a deal stands of which the CRM says only that it is open."""
_DAYS = ("created", "expected", "closed", "lost_on")


def tell(remarks: list[Remark], message: str, count: Any, **values: object) -> None:
    """Remark on something, if there is any of it."""
    if count:
        remarks.append(Remark(message, int(count), values))


def crm_deals(rows: DealRows, options: ImportOptions) -> pd.DataFrame:
    """All deals with their row, id, customer, owner, product, stage (its code), amount, created, expected and closed.

    Missing texts are \"\", missing days None, missing amounts NaN. Deals of a stage that is not known are left out.
    """
    import pandas as pd

    frame, used, not_used = rows.frame, rows.told.used, rows.told.not_used
    stages = _stages(rows)
    columns: dict[str, Any] = {
        "row": frame.index,
        "id": text_of(frame["id"]),
        "customer": text_of(frame["account"]),
        "owner": text_of(frame["person"]),
        "product": text_of(frame["product"]),
        "stage": stages,
        "amount": frame["amount"].astype(float),
        **_days(rows, options.date_order),
    }
    deals = pd.DataFrame(columns)[stages != ""].reset_index(drop=True)
    if deals.empty:
        raise SourceProblem(N_("{path} has no deal whose stage is known."), path=rows.source.path)
    open_ones = ~deals["stage"].isin(CLOSED)
    if "expected" not in rows.source.columns:
        # Many CRMs have one day for both: when it was closed, or else when it should be.
        deals["expected"] = deals["closed"].where(open_ones, None)
    lost = (deals["stage"] == "Lost") & deals["closed"].isna()
    deals["closed"] = deals["closed"].where(~lost, deals.pop("lost_on")).where(~open_ones, None)
    _number(deals, "id" in rows.source.columns, used, not_used)
    _tell_gaps(deals, rows.source, not_used)
    return deals


def _stages(rows: DealRows) -> pd.Series[str]:
    """The stage of each deal by its code, \"\" where its word is not known."""
    used, not_used, words, stages = rows.told.used, rows.told.not_used, rows.words, rows.frame["stage"]
    if not (words != "").any():
        if "is_won" not in rows.source.columns:
            tell(
                used,
                N_("There is no stage, so that every row counts as won ({count} {count:row|rows})."),
                len(words),
            )
        return stages.replace(OPEN, OPEN_STAGE)
    if (stages == "").all():
        raise SourceProblem(
            N_("No deal of {path} has a stage that is known; there is {stages}, and known are {known}."),
            options=("--stage", f"{sorted(set(words) - {''})[0]}=won"),
            path=rows.source.path,
            stages=tuple(sorted(set(words) - {""})),
            known=tuple(STAGES),
        )
    counts = words[stages != ""].value_counts()
    shown = tuple(f"{count:,} {word}" for word, count in counts.items())
    tell(used, N_("{count} {count:deal|deals}: {stages}."), (stages != "").sum(), stages=shown)
    for word, count in words[stages == OPEN].value_counts().items():
        message = N_(
            "{count} open {count:deal|deals} of stage {stage} {count:stands|stand} as {known}; say another with "
            "--stage."
        )
        tell(not_used, message, count, stage=repr(word), known=OPEN_STAGE)
    for word, count in words[stages == ""].value_counts().items():
        message = N_("{count} {count:deal is left out: it has|deals are left out: they have} no stage.")
        values: dict[str, object] = {}
        if word:
            message = N_(
                "{count} {count:deal is left out: its|deals are left out: their} stage {stage} is none of {known}."
            )
            values = {"stage": repr(word), "known": tuple(STAGES)}
        tell(not_used, message, count, **values)
        rows.account.leave_out(words.index[(stages == "") & (words == word)], Remark(message, 1, values))
    return stages.replace(OPEN, OPEN_STAGE)


def _days(rows: DealRows, order: str | None) -> dict[str, pd.Series[Any]]:
    """The days of the deals. All columns of a file are written one way, so they are read together."""
    import pandas as pd

    frame = rows.frame
    cells = [cell for column in _DAYS for cell in frame[column]]
    order = order_of([rows.source.columns.get(column, "") for column in _DAYS], order)
    try:
        days = [day if day and EARLIEST <= day <= LATEST else None for day in read_dates(cells, order)]
    except Ambiguous as problem:
        raise SourceProblem(
            N_("In {path}, {reason}."), options=problem.options, path=rows.source.path, reason=problem
        ) from None
    count = len(frame)
    return {
        column: pd.Series(days[place * count : (place + 1) * count], index=frame.index, dtype=object)
        for place, column in enumerate(_DAYS)
    }


def _number(deals: pd.DataFrame, has_numbers: bool, used: list[Remark], not_used: list[Remark]) -> None:
    """Number the deals of a file that doesn't; otherwise tell of missing and doubled numbers, and leave them."""
    if not has_numbers:
        deals["id"] = [f"O-{number}" for number in range(1, len(deals) + 1)]
        tell(used, N_("The {count} deals have no number; they are numbered in their order, from O-1."), len(deals))
        return
    tell(
        not_used,
        N_("{count} {count:deal has|deals have} no number; give {count:it|them} one."),
        (deals["id"] == "").sum(),
    )
    doubled = deals["id"].map(name_key).duplicated() & (deals["id"] != "")
    message = N_(
        "{count} {count:deal has|deals have} a number that another has too, for example {example}; {count:it stays "
        "as it is|they stay as they are}."
    )
    tell(not_used, message, doubled.sum(), example=next(iter(deals["id"][doubled]), ""))


def _tell_gaps(deals: pd.DataFrame, source: Source, not_used: list[Remark]) -> None:
    is_open, won = ~deals["stage"].isin(CLOSED), deals["stage"] == "Won"
    expected = deals["expected"].isna()
    created, closed = deals["created"].notna(), deals["closed"].notna()
    both = deals[created & closed]
    for message, which, key in (
        (
            N_(
                "{count} {count:deal has|deals have} no customer; {count:it stands|they stand} in Opportunities "
                "without one."
            ),
            deals["customer"] == "",
            "account",
        ),
        (N_("{count} {count:deal names|deals name} no owner."), deals["owner"] == "", "person"),
        (
            N_(
                "{count} open {count:deal has no day by which it|deals have no day by which they} should be closed, "
                "so none of them can slip."
            ),
            is_open & expected,
            "expected",
        ),
        (
            N_("{count} won or lost {count:deal has|deals have} no day of closing, or none between 1990 and 2100."),
            ~is_open & ~closed,
            "closed",
        ),
        (
            N_("{count} won {count:deal has|deals have} no amount, or none that is a number."),
            won & deals["amount"].isna(),
            "amount",
        ),
        (
            N_("{count} {count:deal has|deals have} an amount below 0; it stays as it is."),
            deals["amount"] < 0,
            "amount",
        ),
        (
            N_("{count} {count:deal was closed before it was|deals were closed before they were} created."),
            both["closed"] < both["created"],
            "closed",
        ),
    ):
        tell(not_used, message, which.sum())
        not_used.extend(example_of(source, deals.loc[which.index[which], "row"], key))
