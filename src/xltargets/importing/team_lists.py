"""Team lists: people only, each once, and quotas of a year in one currency; what could be meant otherwise is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_
from xltargets.importing.account import Remark, Told
from xltargets.importing.contents import are_numbers, sample
from xltargets.importing.deal_rows import read_telling
from xltargets.importing.labels import currency_in, key_of
from xltargets.importing.money import SHARED_SIGNS, amounts_of
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.raw import filled
from xltargets.importing.rows_apart import OF_PEOPLE, without_sums
from xltargets.importing.sources import People
from xltargets.importing.texts import keys_of, text_of
from xltargets.units.amounts import Paid, currency_of

if TYPE_CHECKING:
    from pathlib import Path

    from xltargets.importing.tables_in_files import Source

_QUOTA = re.compile(r"quota|target|goal|目标|目標|指标|指標|任务|任務|配额|配額|定额")
_PERIOD = re.compile(r"period|frequency|interval|cycle|周期|週期|频率|頻率")
_PART_OF_YEAR = re.compile(r"month|quarter|half|week|月|季|半年|周")


def read_team(path: Path, options: ImportOptions, told: Told) -> Source:
    """A team list without the rows that are sums. Raises a `SourceProblem`."""
    import pandas as pd

    source = read_telling(path, People, options, "team.", told)
    quotas = pd.Series(float("nan"), index=source.frame.index)
    if "quota" in source.columns:
        quotas = amounts_of(source, "quota", options, Told())
    return without_sums(source, quotas, told, OF_PEOPLE)


def settle_quotas(team: Source, currency: str | None, told: Told) -> str | None:
    """The currency of a plan by its deals' and its quotas'.

    Raises a `SourceProblem` where quotas are in several or another, and where they may not be the year's.
    """
    unused: list[str] = []
    for header in team.unused:
        cells = sample(team.cells(header))
        key = key_of(header)
        if _QUOTA.search(key) and are_numbers(cells):
            if "quota" in team.columns:
                _refuse_second(team, header)
            else:
                unused.append(header)
        elif _PERIOD.search(key) and "quota" in team.columns:
            part = next((cell for cell in cells if _PART_OF_YEAR.search(key_of(str(cell)))), None)
            if part is not None:
                raise _of_part(team, header, str(part))
    if unused:
        message = N_(
            "{column} of {path} may be targets, and are not used. Those of the year are taken with --map "
            "team.quota=HEADER; those of months or quarters make a plan with --targets {path}."
        )
        told.not_used.append(Remark(message, len(unused), {"path": team.path.name, "column": tuple(unused)}))
    return currency if "quota" not in team.columns else _one_currency(team, currency)


def _refuse_second(team: Source, header: str) -> None:
    """Ask which of two columns holds the quotas."""
    if "quota" in team.chosen:
        return
    other, used = team.cells(header), team.frame["quota"]
    differs = other.map(filled).astype(bool) & (other.astype(str) != used.astype(str))
    if differs.any():
        row = differs.index[differs][0]
        raise SourceProblem(
            N_(
                "{path}, row {row}: {used} is {one}, but {header} is {found}: which of them is the quota of the year? "
                "Say it with --map team.quota={used} or --map team.quota={header}."
            ),
            options=("--map", f"team.quota={team.columns['quota']}"),
            path=team.path,
            row=row,
            used=team.columns["quota"],
            one=repr(str(used[row])),
            header=header,
            found=repr(str(other[row])),
        )


def _of_part(team: Source, header: str, found: str) -> SourceProblem:
    return SourceProblem(
        N_(
            "{path}, row {row}: {header} is {found}, so that {quota} is not of a year. Give quotas of the year, or "
            "each target with its period in a list for --targets."
        ),
        path=team.path,
        row=next(row for row, cell in zip(team.rows, team.cells(header), strict=True) if str(cell) == found),
        header=header,
        found=repr(found),
        quota=team.columns["quota"],
    )


def _one_currency(team: Source, currency: str | None) -> str | None:
    """The one currency of quotas and deals; what only $ or ¥ tells is the deals'."""
    has_quota = team.frame["quota"].map(filled).astype(bool)
    column = text_of(team.frame["currency"])[has_quota]
    codes = [*column.str.upper(), *map(_beside, team.frame["quota"]), currency_in(team.columns["quota"])]
    said = [code for code in dict.fromkeys(codes) if code and code not in SHARED_SIGNS]
    others = [code for code in said if code != (currency or said[0])]
    if others:
        raise (
            SourceProblem(
                N_("{path}: {column} is in {code}, but the deals are in {currency}. Give both in one currency."),
                path=team.path,
                column=team.columns["quota"],
                code=others[0],
                currency=currency,
            )
            if currency
            else SourceProblem(
                N_("{path}: {column} is in {one} and in {other}. Give all quotas in one currency."),
                path=team.path,
                column=team.columns["quota"],
                one=said[0],
                other=others[0],
            )
        )
    return currency or next(iter(said), None)


def _beside(cell: object) -> str | None:
    if isinstance(cell, str):
        return currency_of(cell)
    return cell.currency if isinstance(cell, Paid) else None


def refuse_two_quotas(team: Source, rows: list[dict[str, Any]], names: list[str], options: ImportOptions) -> None:
    """Settle the rows of one person that have different quotas: all count together, or the one that is said.

    Raises a `SourceProblem` where nothing is said.
    """
    import pandas as pd

    keys = keys_of(pd.Series(names))
    for places in keys.groupby(keys).groups.values():
        with_quota = [place for place in places if rows[place].get("own_weight") is not None]
        quotas = [float(rows[place]["own_weight"]) for place in with_quota]
        if len(set(quotas)) < 2 and not (options.duplicates == "all" and len(quotas) > 1):
            continue
        first, second = with_quota[:2]
        if options.duplicates is None:
            raise SourceProblem(
                N_(
                    "{path}: {person} has the quota {one} in row {first} and {other} in row {second}. Say which counts "
                    "with --duplicates first or last, or all if they go together."
                ),
                options=("--duplicates", "all"),
                path=team.path,
                person=names[first],
                one=f"{quotas[0]:,g}",
                other=f"{quotas[1]:,g}",
                first=team.rows[first],
                second=team.rows[second],
            )
        chosen = {"all": sum(quotas), "first": quotas[0], "last": quotas[-1]}[options.duplicates]
        for place in places:
            rows[place]["own_weight"] = chosen
