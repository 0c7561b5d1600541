"""A list of risks to a filled register, and an account of what could not be used.

A risk that is closed there is closed here, what was accepted is accepted, and no plan or category is lost on the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.errors import N_
from xltargets.importing.account import Account, Remark, Told
from xltargets.importing.deal_rows import read_telling
from xltargets.importing.labels import found_headers
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.plan_from_deals import Filled
from xltargets.importing.profiles import labels
from xltargets.importing.raw import filled
from xltargets.importing.risk_words import (
    ACCEPTED,
    CLOSED,
    DONE,
    OPEN,
    STATES,
    codes,
    mark_of_share,
    mark_or_share,
)
from xltargets.importing.rows import Declared, chosen_words, declared, read_cells
from xltargets.importing.rows_apart import doubled
from xltargets.importing.sources import RiskState
from xltargets.importing.texts import text_of
from xltargets.templates.content import Filling
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xltargets.importing.tables_in_files import Source

TEMPLATE, TABLE = "risk-register", "risks"


def register_from_risks(
    path: Path, *, settings: Mapping[str, Any] | None = None, options: ImportOptions | None = None
) -> Filled:
    """Fill a register from a list of risks. Raises a `SourceProblem` where the file could be meant in two ways."""
    import pandas as pd

    options = options or ImportOptions()
    told = Told()
    fields = _declared()
    source = read_telling(path, fields, options, "", told)
    account = Account(source, pd.Series(0.0, index=source.frame.index))
    doubled(source, account, pd.Series(True, index=source.frame.index), options, told)
    states = _states(source, options)
    columns: dict[str, list[Any]] = {}
    for key in source.columns:
        cells = list(source.frame[key].where(source.frame[key].notna(), None))
        if key in _READERS:
            columns |= _READERS[key](source, cells, told)
        elif key != "status":
            columns[key] = read_cells(fields[key], source, options, told)
    columns = {key: values for key, values in columns.items() if any(value is not None for value in values)}
    _settle_days(source, states, columns)
    _add_acceptance(source, states, columns, told)
    rows = _rows(source, states, columns, account, told)
    told.used.append(Remark(N_("{count} {count:row is|rows are} filled in."), len(rows)))
    told.used.append(account.remark(of_amounts=False))
    return Filled(Filling({"settings": dict(settings or {})}, {TABLE: rows}), told.used, told.not_used, account)


def _declared() -> Declared:
    return declared(TEMPLATE, TABLE, ("risk",), RiskState.columns)


def _states(source: Source, options: ImportOptions) -> list[str]:
    """What each risk's status means; without one it is open. Raises a `SourceProblem` for a word that is not known."""
    words = text_of(source.frame["status"])
    known = {**codes("risk_states"), **{name_key(word): meaning for word, meaning in options.stages.items()}}
    unknown = [word for word in words.unique() if word and name_key(word) not in known]
    if unknown:
        raise SourceProblem(
            N_(
                "{path}, row {row}: {column} is {found}, and nothing says what that means. Say it with --stage "
                "{example}, or ={others}."
            ),
            options=tuple(part for word in unknown for part in ("--stage", f"{word}=open")),
            path=source.path,
            row=words.index[words == unknown[0]][0],
            column=source.columns["status"],
            found=repr(unknown[0]),
            example=f'"{unknown[0]}=open"',
            others=", =".join(STATES[1:]),
        )
    return [known[name_key(word)] if word else OPEN for word in words]


def _marks(key: str, source: Source, cells: list[Any], told: Told) -> dict[str, list[Any]]:
    """Marks from 1 to 5; a share of a likelihood is the probability, and its mark that of Settings."""
    header = source.columns.get(key) or source.columns["probability"]
    read = [None if not filled(cell) else mark_or_share(cell) for cell in cells]
    shares = [place for place, one in enumerate(read) if isinstance(one, float)]
    wrong = [place for place, one in enumerate(read) if one is None and filled(cells[place])]
    if key == "impact" and shares:
        wrong = sorted({*wrong, *shares})
    if wrong:
        raise SourceProblem(
            N_("{path}, row {row}: {column} is {found}; expected a mark from 1 to 5, in figures or in words."),
            path=source.path,
            row=source.rows[wrong[0]],
            column=header,
            found=repr(str(cells[wrong[0]])),
        )
    either = [place for place, one in enumerate(read) if one == 1 and isinstance(one, int) and _is_number(cells[place])]
    if shares and either:
        place = either[0]
        raise SourceProblem(
            N_(
                "{path}: {column} is {share} in row {row}, a share, so 1 in row {second} could be the mark 1 or 100%. "
                "Write shares with %."
            ),
            path=source.path,
            column=header,
            share=str(cells[shares[0]]),
            row=source.rows[shares[0]],
            second=source.rows[place],
        )
    marks = [mark_of_share(one) if isinstance(one, float) else one for one in read]
    if not shares:
        return {key: marks}
    message = N_(
        "{count} {count:cell|cells} of {column} {count:is a share|are shares}, such as {found} in row {row}: "
        "{count:it is a probability|they are probabilities}."
    )
    first = shares[0]
    values: dict[str, object] = {"column": header, "found": str(cells[first]), "row": source.rows[first]}
    told.used.append(Remark(message, len(shares), values))
    return {key: marks, "probability": [one if isinstance(one, float) else None for one in read]}


def _likelihood(source: Source, cells: list[Any], told: Told) -> dict[str, list[Any]]:
    return _marks("likelihood", source, cells, told)


def _impact(source: Source, cells: list[Any], told: Told) -> dict[str, list[Any]]:
    return _marks("impact", source, cells, told)


def _probability(source: Source, cells: list[Any], told: Told) -> dict[str, list[Any]]:
    """Where nothing else is called likelihood, marks are those, and shares are probabilities."""
    if "likelihood" not in source.columns:
        return _marks("likelihood", source, cells, told)
    read = [mark_or_share(cell) for cell in cells]
    return {"probability": [None if one is None else float(one) if 0 <= one <= 1 else None for one in read]}


def _response(source: Source, cells: list[Any], told: Told) -> dict[str, list[Any]]:
    # A response that is called open is none yet.
    blank = {word for word, state in codes("risk_states").items() if state == OPEN}
    cells = [None if filled(cell) and name_key(cell) in blank else cell for cell in cells]
    return {"response": chosen_words(_declared()["response"], "risk_responses", source, cells, told)}


def _category(source: Source, cells: list[Any], told: Told) -> dict[str, list[Any]]:
    return {"category": chosen_words(_declared()["category"], "risk_categories", source, cells, told)}


_READERS = {
    "likelihood": _likelihood,
    "impact": _impact,
    "probability": _probability,
    "response": _response,
    "category": _category,
}


def _settle_days(source: Source, states: list[str], columns: dict[str, list[Any]]) -> None:
    """The day on which a closed risk was finished is that of its closing; an open one cannot have one."""
    nothing: list[Any] = [None] * len(states)
    _share_day(source, states, columns)
    done, closed = columns.get("done", nothing), columns.get("closed", nothing)
    if "status" not in source.columns:
        return
    for key, days in (("done", done), ("closed", closed)):
        place = next((place for place, day in enumerate(days) if day and states[place] == OPEN), None)
        if place is not None:
            raise SourceProblem(
                N_(
                    "{path}, row {row}: {status} is {word}, but {column} is {day}. If that is the day by which it "
                    "should be done, say so with --map due={column}."
                ),
                options=("--map", f"due={source.columns[key]}"),
                path=source.path,
                row=source.rows[place],
                status=source.columns["status"],
                word=repr(str(source.frame["status"].iloc[place])),
                column=source.columns[key],
                day=days[place],
            )
    columns["closed"] = [
        (day or finished) if state == CLOSED else None
        for day, finished, state in zip(closed, done, states, strict=True)
    ]


def _share_day(source: Source, states: list[str], columns: dict[str, list[Any]]) -> None:
    """A column of completion that was said to be the day by which open risks are due is the day of those finished."""
    header = source.columns.get("due", "")
    ends = (*labels(TABLE, "done"), *labels(TABLE, "closed"))
    if "due" not in source.chosen or {"done", "closed"} & set(source.columns) or not found_headers([header], ends):
        return
    for state, key in ((CLOSED, "closed"), (DONE, "done")):
        days = zip(columns.get("due", ()), states, strict=False)
        columns[key] = [day if one == state else None for day, one in days]


def _add_acceptance(source: Source, states: list[str], columns: dict[str, list[Any]], told: Told) -> None:
    """A risk that was accepted has that for its response, whatever else stands there."""
    accepted = [place for place, state in enumerate(states) if state == ACCEPTED]
    if not accepted:
        return
    responses = columns.setdefault("response", [None] * len(states))
    for place in accepted:
        responses[place] = "Accept"
    message = N_("{count} {count:risk is|risks are} accepted by {column}: that is {count:its|their} response.")
    told.used.append(Remark(message, len(accepted), {"column": source.columns["status"]}))


def _rows(
    source: Source, states: list[str], columns: dict[str, list[Any]], account: Account, told: Told
) -> list[dict[str, Any]]:
    """The rows of the register; what is closed or done without a day has no place in it."""
    rows = []
    undated: dict[str, list[int]] = {CLOSED: [], DONE: []}
    for place, number in enumerate(source.rows):
        row = {key: values[place] for key, values in columns.items() if values[place] is not None}
        if number in account.reasons:
            continue
        if states[place] in undated and not row.get("closed" if states[place] == CLOSED else "done"):
            undated[states[place]].append(number)
            continue
        if not row.get("risk"):
            account.leave_out([number], Remark(N_("The row names no risk."), 1))
            continue
        rows.append(row)
    for state, numbers in undated.items():
        if numbers:
            message = N_(
                "{count} {count:risk is|risks are} {state} without a day, and {count:is|are} left out: rows {rows}. "
                "Name the column of the day with --map {key}=HEADER."
            )
            key = "closed" if state == CLOSED else "done"
            shown = ", ".join(map(str, numbers[:10])) + (", …" if len(numbers) > 10 else "")
            remark = Remark(message, len(numbers), {"state": state, "rows": shown, "key": key})
            told.not_used.append(remark)
            account.leave_out(numbers, remark)
    _number(rows, told)
    return rows


def _number(rows: list[dict[str, Any]], told: Told) -> None:
    """Numbers for risks that have none."""
    used = {name_key(str(row["id"])) for row in rows if row.get("id")}
    without = [row for row in rows if not row.get("id")]
    number = 0
    for row in without:
        number += 1
        while name_key(f"R{number}") in used:
            number += 1
        row["id"] = f"R{number}"
    if without:
        told.used.append(
            Remark(
                N_(
                    "{count} {count:risk has no number; it is numbered|risks have no number; they are numbered} in "
                    "their order."
                ),
                len(without),
            )
        )


def _is_number(cell: Any) -> bool:
    return not isinstance(cell, str) or cell.strip() in {"1", "1.0", "1,0"}
