"""Columns that are not used and yet could change what an amount means: they are asked about, never passed over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_
from xltargets.importing.contents import (
    FLAGS,
    are_currencies,
    are_flags,
    are_numbers,
    have_outcomes,
    outcome_of,
    sample,
)
from xltargets.importing.labels import key_of
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.outcomes import stages_of
from xltargets.importing.profiles import common
from xltargets.importing.raw import filled
from xltargets.importing.texts import text_of
from xltargets.units.names import header_key, name_key

if TYPE_CHECKING:
    from xltargets.importing.tables_in_files import Source

SAID_SO = 0.3
"""With so many words for won or lost a column tells outcomes, whatever it is called; with fewer they are names."""
_STAGE = re.compile(r"stage|status|outcome|disposition|阶段|階段|状态|狀態|结果|結果")
_CLOSED_FLAGS = {"closed", "isclosed", "已关闭", "已關閉", "是否关闭", "是否關閉", "是否结束"}
_CURRENCY = re.compile(r"currency|币种|幣別|幣種|货币|貨幣")
_SHARE = re.compile(
    r"contribution|split|allocat|sharepercent|share$|share%|shareof|分成|占比|佔比|分摊|分攤|业绩比例|業績比例"
)
_AMOUNT = re.compile(
    r"amount|value|revenue|total|income|turnover|netsales|grosssales|金额|金額|收入|销售额|銷售額|营收|營收|合计|合計|价税|回款"
)
_NO_AMOUNT = re.compile(
    r"(?:id|date|time|name|code|currency|type|count|days|percent|rate|score|margin|tax)$|%|数量|數量|日期|时间"
)


def refuse_doubts(source: Source, options: ImportOptions) -> None:
    """Refuse a file with a column that looks as if it decided, and that nothing is known to do with."""
    system = () if source.layout is None else source.layout.decides_nothing
    settled = {header_key(label) for label in system}
    _of_closed(source, options)
    for header in source.unused:
        if header_key(header) in settled:
            continue
        cells = sample(source.cells(header))
        if not cells:
            continue
        for doubt in (_of_outcome, _of_currency, _of_kind, _of_share, _of_amount):
            doubt(source, options, header, cells)


def _row_of(source: Source, header: str, wanted: Any = None) -> int:
    """The first row in which something stands in a column, or what is wanted."""
    column = source.cells(header)
    return next(
        row
        for row, cell in zip(source.rows, column, strict=True)
        if filled(cell) and (wanted is None or cell == wanted)
    )


def _of_outcome(source: Source, options: ImportOptions, header: str, cells: list[Any]) -> None:
    if options.all_won or "stage" in source.chosen or "is_won" in source.columns:
        return
    closing = next((cell for cell in cells if have_outcomes([cell])), None)
    if "stage" not in source.columns:
        few = len(set(map(str, cells))) <= 30
        if (_STAGE.search(key_of(header)) or closing is not None) and few and not are_numbers(cells):
            example = cells[0] if closing is None else closing
            raise SourceProblem(
                N_(
                    "{path}, row {row}: {header} is {found}, and looks as if it said which deals were won. Use it with "
                    "--map stage={header}, or count every row with --all-won."
                ),
                options=("--map", f"stage={header}"),
                path=source.path,
                row=_row_of(source, header, example),
                header=header,
                found=repr(str(example)),
            )
        return
    said_so = sum(have_outcomes([cell]) for cell in cells)
    if closing is None or not (_STAGE.search(key_of(header)) or said_so > len(cells) * SAID_SO):
        return
    used = stages_of(source, options)
    column = text_of(source.cells(header))
    said = column.map({word: outcome_of(word) for word in column.unique()})
    against = (said != "") & (said != used)
    if against.any():
        row = against.index[against][0]
        raise SourceProblem(
            N_(
                "{path}, row {row}: {used} is {one}, but {header} is {found}. Say which of them tells what was "
                "won with "
                "--map stage={used} or --map stage={header}."
            ),
            options=("--map", f"stage={source.columns['stage']}"),
            path=source.path,
            row=row,
            used=source.columns["stage"],
            one=repr(str(source.frame["stage"][row])),
            header=header,
            found=repr(str(column[row])),
        )


def _of_closed(source: Source, options: ImportOptions) -> None:
    """Ask about stages of a company's own, of which a flag says that deals in them are closed."""
    if options.all_won or "stage" not in source.columns or "is_won" in source.columns:
        return
    flag = next((header for header in source.unused if key_of(header) in _CLOSED_FLAGS), None)
    if flag is None or not are_flags(sample(source.cells(flag))):
        return
    yes = source.cells(flag).map(lambda cell: filled(cell) and FLAGS.get(name_key(cell), False)).astype(bool)
    words = text_of(source.frame["stage"])
    unknown = yes & (words != "") & (stages_of(source, options) == "")
    if unknown.any():
        row = int(unknown.index[unknown][0])
        raise SourceProblem(
            N_(
                "{path}, row {row}: {column} is {stage}, which says neither won nor lost, but by {flag} the deal is "
                "closed. Say what it means with --stage {example}, or =won or =open."
            ),
            options=tuple(part for word in words[unknown].unique() for part in ("--stage", f"{word}=lost")),
            path=source.path,
            row=row,
            column=source.columns["stage"],
            stage=repr(words[row]),
            flag=flag,
            example=f'"{words[row]}=lost"',
        )


def _of_currency(source: Source, options: ImportOptions, header: str, cells: list[Any]) -> None:
    if "currency" in source.columns or options.rates:
        return
    if not (are_currencies(cells) or _CURRENCY.search(key_of(header))) or are_numbers(cells):
        return
    words = list(dict.fromkeys(map(str, cells)))
    if words == [options.currency]:
        return
    message = N_(
        "{path}: {header} looks like the currency of each row, such as {one} in row {row}. Use it with "
        "--map currency={header}."
    )
    values: dict[str, object] = {"one": words[0], "row": _row_of(source, header, cells[0])}
    if len(words) > 1:
        message = N_(
            "{path}: {header} looks like the currency of each row, such as {one} in row {row} and {other} "
            "in row {second}. "
            "Use it with --map currency={header}."
        )
        second = next(cell for cell in cells if str(cell) == words[1])
        values |= {"other": words[1], "second": _row_of(source, header, second)}
    options_of = ("--map", f"currency={header}")
    raise SourceProblem(message, options=options_of, path=source.path, header=header, **values)


def _of_kind(source: Source, options: ImportOptions, header: str, cells: list[Any]) -> None:
    del options, cells
    if "kind" in source.columns:
        return
    credit = {name_key(word) for word in common()["kinds"]["credit"]}
    words = source.cells(header)
    found = next((cell for cell in words.unique() if isinstance(cell, str) and name_key(cell) in credit), None)
    if found is not None:
        raise SourceProblem(
            N_(
                "{path}, row {row}: {header} is {found}, which should count below zero. Use it with --map "
                "kind={header}."
            ),
            options=("--map", f"kind={header}"),
            path=source.path,
            row=_row_of(source, header, found),
            header=header,
            found=repr(found),
        )


def _of_share(source: Source, options: ImportOptions, header: str, cells: list[Any]) -> None:
    del options
    if "amount" in source.chosen or not _SHARE.search(key_of(header)):
        return
    numbers = {name_key(cell).rstrip("%") for cell in cells}
    if not are_numbers([cell.rstrip("%") if isinstance(cell, str) else cell for cell in cells]) or numbers <= {
        "100",
        "1",
        "1.0",
    }:
        return
    _ask_for_amount(source, header, cells[0])


def _of_amount(source: Source, options: ImportOptions, header: str, cells: list[Any]) -> None:
    del options
    key = key_of(header)
    if "amount" in source.chosen or not _AMOUNT.search(key) or _NO_AMOUNT.search(key) or not are_numbers(cells):
        return
    if header == source.columns.get("expected_amount"):
        return
    other = source.cells(header)
    used = source.frame["amount"]
    differs = other.map(filled).astype(bool) & (other.astype(str) != used.astype(str))
    if differs.any():
        row = differs.index[differs][0]
        _ask_for_amount(source, header, other[row])


def _ask_for_amount(source: Source, header: str, found: Any) -> None:
    used = source.columns["amount"]
    row = _row_of(source, header, found)
    raise SourceProblem(
        N_(
            "{path}, row {row}: {used} is {one}, but {header} is {found}: which of them is the person's sale? "
            "Say it with "
            "--map amount={used} or --map amount={header}."
        ),
        options=("--map", f"amount={used}"),
        path=source.path,
        row=row,
        used=used,
        one=repr(str(source.frame["amount"][row])),
        header=header,
        found=repr(str(found)),
    )
