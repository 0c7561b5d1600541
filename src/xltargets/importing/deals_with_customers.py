"""A CRM's deals, open and closed, as a CRM log takes them, and an account of what is amiss with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.errors import N_
from xltargets.importing.deals import Remark, text_of
from xltargets.importing.figures_in_files import Ambiguous, read_amounts, read_dates
from xltargets.importing.sources import STAGES
from xltargets.importing.tables_in_files import SourceProblem
from xltargets.units.days import EARLIEST, LATEST
from xltargets.units.names import name_key

if TYPE_CHECKING:
    import pandas as pd

    from xltargets.importing.plan_from_deals import ImportOptions
    from xltargets.importing.tables_in_files import Source

CLOSED = ("Won", "Lost")
_DAYS = ("created", "expected", "closed")


def tell(remarks: list[Remark], message: str, count: Any, **values: object) -> None:
    """Remark on something, if there is any of it."""
    if count:
        remarks.append(Remark(message, int(count), values))


def crm_deals(source: Source, options: ImportOptions, used: list[Remark], not_used: list[Remark]) -> pd.DataFrame:
    """All deals with id, customer, owner, product, stage (its code), amount, created, expected and closed.

    Missing texts are \"\", missing days None, missing amounts NaN. Deals of a stage that is not known are left out.
    """
    import pandas as pd

    frame = source.frame
    stages = _stages(source, options.won, used, not_used)
    amounts, comma = read_amounts(frame["amount"])
    if comma is not None:
        tell(not_used, N_("Amounts such as {example} were read with a decimal comma."), 1, example=comma)
    columns: dict[str, Any] = {
        "id": text_of(frame["id"]),
        "customer": text_of(frame["account"]),
        "owner": text_of(frame["person"]),
        "product": text_of(frame["product"]),
        "stage": stages,
        "amount": pd.Series(amounts, index=frame.index, dtype=float),
        **_days(source, options.date_order),
    }
    deals = pd.DataFrame(columns)[stages != ""].reset_index(drop=True)
    if deals.empty:
        raise SourceProblem(N_("{path} has no deal whose stage is known."), path=source.path)
    open_ones = ~deals["stage"].isin(CLOSED)
    if "expected" not in source.columns:
        # Many CRMs have one day for both: when it was closed, or else when it should be.
        deals["expected"] = deals["closed"].where(open_ones, None)
    deals["closed"] = deals["closed"].where(~open_ones, None)
    _number(deals, "id" in source.columns, used, not_used)
    _tell_gaps(deals, not_used)
    return deals


def _stages(source: Source, won: tuple[str, ...], used: list[Remark], not_used: list[Remark]) -> pd.Series[str]:
    """The stage of each deal by its code, \"\" where its word is not known."""
    import pandas as pd

    words = text_of(source.frame["stage"])
    if not (words != "").any():
        tell(used, N_("There is no stage, so that each of the {count} rows counts as won."), len(words))
        return pd.Series("Won", index=words.index)
    codes = {name_key(word): code for code, synonyms in STAGES.items() for word in (code, *synonyms)}
    codes |= {name_key(word): "Won" for word in won}
    stages = words.map(name_key).map(codes).fillna("")
    if (stages == "").all():
        raise SourceProblem(
            N_("No deal of {path} has a stage that is known; there is {stages}, and known are {known}."),
            path=source.path,
            stages=", ".join(sorted(set(words) - {""})),
            known=", ".join(STAGES),
        )
    counts = words[stages != ""].value_counts()
    shown = ", ".join(f"{count:,} {word}" for word, count in counts.items())
    tell(used, N_("{count} deals: {stages}."), (stages != "").sum(), stages=shown)
    for word, count in words[stages == ""].value_counts().items():
        if word:
            message = N_("{count} deals are left out: their stage {stage} is none of {known}.")
            tell(not_used, message, count, stage=repr(word), known=", ".join(STAGES))
        else:
            tell(not_used, N_("{count} deals are left out: they have no stage."), count)
    return stages


def _days(source: Source, order: str | None) -> dict[str, pd.Series[Any]]:
    """The days of the deals. All columns of a file are written one way, so they are read together."""
    import pandas as pd

    frame = source.frame
    cells = [cell for column in _DAYS for cell in frame[column]]
    try:
        days = [day if day and EARLIEST <= day <= LATEST else None for day in read_dates(cells, order)]
    except Ambiguous as problem:
        raise SourceProblem(N_("In {path}, {reason}."), path=source.path, reason=problem) from None
    rows = len(frame)
    return {
        column: pd.Series(days[place * rows : (place + 1) * rows], index=frame.index, dtype=object)
        for place, column in enumerate(_DAYS)
    }


def _number(deals: pd.DataFrame, has_numbers: bool, used: list[Remark], not_used: list[Remark]) -> None:
    """Number the deals of a file that doesn't; otherwise tell of missing and doubled numbers, and leave them."""
    if not has_numbers:
        deals["id"] = [f"O-{number}" for number in range(1, len(deals) + 1)]
        tell(used, N_("The {count} deals have no number; they are numbered in their order, from O-1."), len(deals))
        return
    tell(not_used, N_("{count} deals have no number; give them one."), (deals["id"] == "").sum())
    doubled = deals["id"].map(name_key).duplicated() & (deals["id"] != "")
    message = N_("{count} deals have a number that another has too, for example {example}; they stay as they are.")
    tell(not_used, message, doubled.sum(), example=next(iter(deals["id"][doubled]), ""))


def _tell_gaps(deals: pd.DataFrame, not_used: list[Remark]) -> None:
    is_open, won = ~deals["stage"].isin(CLOSED), deals["stage"] == "Won"
    expected = deals["expected"].isna()
    created, closed = deals["created"].notna(), deals["closed"].notna()
    both = deals[created & closed]
    for message, which in (
        (N_("{count} deals have no customer; they stand in Opportunities without one."), deals["customer"] == ""),
        (N_("{count} deals name no owner."), deals["owner"] == ""),
        (
            N_("{count} open deals have no day by which they should be closed, so none of them can slip."),
            is_open & expected,
        ),
        (N_("{count} won or lost deals have no day of closing, or none between 1990 and 2100."), ~is_open & ~closed),
        (N_("{count} won deals have no amount, or none that is a number."), won & deals["amount"].isna()),
        (N_("{count} deals have an amount below 0; it stays as it is."), deals["amount"] < 0),
        (N_("{count} deals were closed before they were created."), both["closed"] < both["created"]),
    ):
        tell(not_used, message, which.sum())
