"""What customers said, asked or not, to a CRM log: exports of surveys and of tickets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.errors import N_
from xltargets.importing.account import Account, Remark, Told
from xltargets.importing.deal_rows import read_telling
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.plan_from_deals import Filled
from xltargets.importing.raw import filled
from xltargets.importing.rows import chosen_words, declared, read_cells
from xltargets.importing.texts import one_spelling, text_of
from xltargets.templates.content import Filling
from xltargets.templates.crm_log.customers import Customers
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xltargets.importing.tables_in_files import Source

LOG = "crm-log"
_DAY = {"satisfaction": "wave", "feedback": "received"}
"""The day of each table, without which a row has no place."""
_WORDS = {"way": "feedback_ways", "topic": "feedback_topics", "severity": "feedback_severities"}
_BOUNDS = {"csat": (1, 5), "nps": (0, 10)}


def with_voices(
    log: Filled | None,
    *,
    satisfaction_path: Path | None = None,
    feedback_path: Path | None = None,
    settings: Mapping[str, Any] | None = None,
    options: ImportOptions | None = None,
) -> Filled:
    """A CRM log with what customers answered and said; of deals, if `log` is made of them, or else of that alone.

    Customers who are new to the log are added by name. Raises a `SourceProblem` where a file could be meant in two
    ways.
    """
    options = options or ImportOptions()
    told = Told() if log is None else Told(list(log.used), list(log.not_used))
    tables = {} if log is None else dict(log.filling.tables)
    account = None if log is None else log.account
    for table, path in (("satisfaction", satisfaction_path), ("feedback", feedback_path)):
        if path is not None:
            tables[table], of_file = _rows(table, path, tables.get("customers", []), options, told)
            account = account or of_file
            tables["customers"] = _with_new(tables.get("customers", []), tables[table], path, told)
    forms = {"settings": dict(settings or {})} if log is None else log.filling.forms
    return Filled(Filling(forms, tables), told.used, told.not_used, account)


def _rows(
    table: str, path: Path, customers: list[dict[str, Any]], options: ImportOptions, told: Told
) -> tuple[list[dict[str, Any]], Account]:
    """The rows of one table; those without customer or day are left out and told."""
    import pandas as pd

    day = _DAY[table]
    fields = declared(LOG, table, (day, "customer"))
    source = read_telling(path, fields, options, f"{table}.", told)
    account = Account(source, pd.Series(0.0, index=source.frame.index))
    columns: dict[str, list[Any]] = {}
    for key in source.columns:
        cells = [cell if filled(cell) else None for cell in source.frame[key]]
        if key in _WORDS:
            columns[key] = chosen_words(fields[key], _WORDS[key], source, cells, told)
        else:
            columns[key] = read_cells(fields[key], source, options, told)
        if key in _BOUNDS:
            _refuse_outside(source, key, columns[key])
    names = text_of(source.frame["customer"])
    known = [str(row["customer"]) for row in customers]
    columns["customer"] = list(one_spelling(names, Customers.customer.label, told.not_used, known))
    found, without = [], []
    for place, number in enumerate(source.rows):
        row = {key: values[place] for key, values in columns.items() if values[place] not in (None, "")}
        if row.get("customer") and row.get(day):
            found.append(row)
        else:
            without.append(number)
    if without:
        message = N_(
            "{count} {count:row|rows} of {path} {count:has|have} no customer or no day, and {count:is|are} left out: "
            "{rows}."
        )
        shown = ", ".join(map(str, without[:10])) + (", …" if len(without) > 10 else "")
        remark = Remark(message, len(without), {"path": path.name, "rows": shown})
        told.not_used.append(remark)
        account.leave_out(without, remark)
    if not found:
        raise SourceProblem(N_("{path} has no row with a customer and a day."), path=path)
    told.used.append(account.remark(of_amounts=False))
    return found, account


def _refuse_outside(source: Source, key: str, values: list[Any]) -> None:
    """Refuse marks of another scale: nobody may guess how it is to be converted."""
    least, most = _BOUNDS[key]
    for row, value in zip(source.rows, values, strict=True):
        if value is not None and not (least <= value <= most and value == int(value)):
            raise SourceProblem(
                N_("{path}, row {row}: {column} is {found}; expected a whole number from {least} to {most}."),
                path=source.path,
                row=row,
                column=source.columns[key],
                found=f"{value:g}",
                least=least,
                most=most,
            )


def _with_new(
    customers: list[dict[str, Any]], rows: list[dict[str, Any]], path: Path, told: Told
) -> list[dict[str, Any]]:
    """The customers with those who are new."""
    known = {name_key(str(row["customer"])) for row in customers}
    new = [name for name in dict.fromkeys(row["customer"] for row in rows) if name_key(name) not in known]
    if new and customers:
        message = N_(
            "{count} {count:customer|customers} of {path} {count:is|are} new to the log, and {count:is|are} added by "
            "name: {names}."
        )
        shown = ", ".join(new[:10]) + (", …" if len(new) > 10 else "")
        told.not_used.append(Remark(message, len(new), {"path": path.name, "names": shown}))
    return [*customers, *({"customer": name} for name in new)]
