"""The rows of a file of deals, each with what became of it and what it is worth; the rest is left out and told."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_
from xltargets.importing.account import Account, Remark, Told
from xltargets.importing.doubts import refuse_doubts
from xltargets.importing.kinds_of_files import OLDER
from xltargets.importing.money import amounts_of, in_one_currency, leave_others_out, signed
from xltargets.importing.options import FileOptions, ImportOptions
from xltargets.importing.outcomes import stages_of
from xltargets.importing.raw import filled
from xltargets.importing.rows_apart import doubled, sums_in
from xltargets.importing.sources import without_person
from xltargets.importing.tables_in_files import Source, read_source
from xltargets.importing.texts import text_of
from xltargets.units.amounts import Paid

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import pandas as pd

    from xltargets.importing.raw import Raw


@dataclass(frozen=True, slots=True)
class DealRows:
    """Deals by the number of their row, without those that are none."""

    source: Source
    frame: pd.DataFrame
    """The declared columns, besides `stage` (a stage of a CRM log, `open`, or "") and `amount` (a number)."""
    words: pd.Series[str]
    """The stages as the file has them."""
    account: Account
    currency: str | None
    of_several: bool
    """Whether rows of other currencies are left out."""
    told: Told


def read_telling(
    path: Path,
    declared: Any,
    options: ImportOptions,
    prefix: str,
    told: Told,
    reshaped: Callable[[Raw], Raw] | None = None,
) -> Source:
    """Read a file, and say from which of its columns, and what stands around its rows."""
    file = options.deals_file if not prefix else FileOptions()
    source = read_source(path, declared, options.of(prefix), prefix, file, reshaped)
    columns = {declared[key].label: header for key, header in source.columns.items()}
    values: dict[str, object] = {"path": path.name, "columns": columns, "unused": tuple(source.unused)}
    message = N_("{path}: {columns}. Not needed: {unused}.") if source.unused else N_("{path}: {columns}.")
    told.used.append(Remark(message, 0, values))
    if source.layout is not None and not prefix:
        system: dict[str, object] = {"path": path.name, "title": source.layout.title, "name": source.layout.system}
        told.used.append(Remark(N_("{path} is an export of {title} (profile {name})."), 0, system))
    if source.encoding:
        message = N_("{path} is not in UTF-8 and was read as {encoding}. If names look wrong, save it as CSV UTF-8.")
        told.not_used.append(Remark(message, 0, {"path": path.name, "encoding": source.encoding}))
    if source.raw.sheet is not None:
        told.used.append(
            Remark(N_("{path}: the sheet {sheet} is read."), 0, {"path": path.name, "sheet": source.raw.sheet})
        )
    if source.raw.joined and source.raw.joined[0] in source.columns.values():
        month, year = source.raw.joined
        joined: dict[str, object] = {"path": path.name, "month": month, "year": year}
        told.used.append(Remark(N_("{path}: {month} is of the year in {year}."), 0, joined))
    _tell_aside(source, told)
    _tell_unseen(source, told)
    return source


def _tell_unseen(source: Source, told: Told) -> None:
    """Say that currencies which only formats of cells show are not seen in an old kind of workbook."""
    if source.path.suffix.lower() in OLDER and "amount" in source.columns and "currency" not in source.columns:
        numbers = [cell for cell in source.frame["amount"] if isinstance(cell, float | int)]
        if numbers and not any(isinstance(cell, Paid) for cell in numbers):
            message = N_(
                "In {path} the formats of cells are not seen. If they show several currencies, save it as .xlsx."
            )
            told.not_used.append(Remark(message, 0, {"path": source.path.name}))


def _tell_aside(source: Source, told: Told) -> None:
    messages = {
        "title": N_("{count} {count:row|rows} above the headers of {path} {count:is|are} left out."),
        "foot": N_(
            "{count} {count:row|rows} below the table of {path} {count:is|are} left out, from row {row}: {example}."
        ),
        "repeated": N_("{count} {count:row|rows} of {path} {count:repeats|repeat} the headers."),
    }
    for why, rows in source.raw.aside:
        values: dict[str, object] = {"path": source.path.name, "row": rows[0]}
        if why == "foot":
            values["example"] = repr(source.raw.notes.get(rows[0], ""))
        told.not_used.append(Remark(messages[why], len(rows), values))


def read_deals(
    path: Path,
    declared: Any,
    options: ImportOptions,
    told: Told,
    *,
    only_won: bool,
    ids: Mapping[str, str] | None = None,
) -> DealRows:
    """Read deals. `only_won` says that nothing but won deals will count, so that others need no currency.

    `ids` are the names of people by their ids, who need not be named in the file then.

    Raises a `SourceProblem` where the file could be meant in two ways.
    """
    wanted = without_person(declared) if ids or options.person else declared
    source = read_telling(path, wanted, options, "", told)
    if options.person and "person" not in source.columns:
        source = dataclasses.replace(source, frame=source.frame.assign(person=options.person))
        told.used.append(Remark(N_("All deals count as those of {person}."), 0, {"person": options.person}))
    refuse_doubts(source, options)
    amounts = signed(source, amounts_of(source, "amount", options, told), told)
    account = Account(source, amounts)
    apart = sums_in(source, account, told)
    stages = stages_of(source, options)
    if apart:
        stages = stages.copy()
        stages.loc[apart] = ""
    won = stages == "Won"
    doubled(source, account, won, options, told)
    counted = (won if only_won else stages != "") & ~stages.index.isin(account.left_out)
    money = in_one_currency(source, amounts, counted, options, told)
    leave_others_out(money, account, told)
    frame = source.frame.assign(stage=stages, amount=money.amounts)
    if "expected_amount" in source.columns:
        expected = amounts_of(source, "expected_amount", options, Told())
        is_open = ~stages.isin(["Won", "Lost"])
        blank = source.frame["amount"].map(filled).astype(bool).map(lambda one: not one)
        frame["amount"] = frame["amount"].where(~(is_open & blank), expected)
    kept = frame[~frame.index.isin(account.left_out)]
    words = text_of(source.frame["stage"]).reindex(kept.index)
    return DealRows(source, kept, words, account, money.currency, bool(money.others.any()), told)
