"""A name is compared, and never read as a pattern: by the engine and by LibreOffice, in every template.

What is expected is summed in Python, name by name; nothing of it comes from a formula.
"""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from click.testing import CliRunner

from tests.libreoffice import convert, needs_libreoffice
from tests.templates.nasty_names import FILLINGS, Expected, key
from xltargets.building.builder import build
from xltargets.cli import main
from xltargets.functions import FUNCTIONS
from xltargets.templates import TEMPLATES
from xltargets.templates.schema import Column
from xltargets.templates.schema import Kind as Holds
from xltargets.views.view import View
from xltargets.workbooks.contents import Contents
from xltargets.workbooks.engine import evaluate
from xltargets.workbooks.formulas import functions_used
from xltargets.workbooks.patch import Formula, patch_values
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import same_value
from xltargets.workbooks.structured import parse_structured
from xltargets.workbooks.tokens import Kind, Token, tokens

COLUMNS = [(template, column) for template, made in FILLINGS.items() for column in made()[1]]
NATIVE = [
    (template, column)
    for template, column in COLUMNS
    if not functions_used(TEMPLATES[template].column(column).formula or "") & set(FUNCTIONS)
]
CASE = """Owner,Account,Close date,Amount,Stage
Li*,A,2025-03-01,1000,Won
Lina,A,2025-03-01,500,Won
=Dept 1,A,2025-03-01,300,Won
007,A,2025-03-01,40,Won
7,A,2025-03-01,2,Won
anna,A,2025-03-01,10000,Won
Anna,A,2025-03-01,20000,Won
Dept ~1,A,2025-03-01,70000,Won
>Sales,A,2025-03-01,600000,Won
"""


@cache
def filled(template: str) -> Path:
    path = Path(mkdtemp(prefix="xltargets-test-")) / f"{template}.xlsx"
    build(TEMPLATES[template], path, FILLINGS[template]()[0])
    return path


@cache
def by_the_engine(template: str) -> Contents:
    """The workbook with what the engine gives, whatever was stored."""
    contents = read(filled(template))
    results = evaluate(contents)
    assert not results.not_verified
    for (sheet, *place), value in results.values.items():
        contents.sheets[sheet].cells[place[0], place[1]].value = value
    return contents


@cache
def by_libreoffice(template: str) -> Contents:
    """The workbook worked out by LibreOffice, which has our functions' results as constants."""
    plain = filled(template).with_name(f"{template}-native.xlsx")
    plain.write_bytes(filled(template).read_bytes())
    calls = {
        name: {
            place: Formula('""') if cell.value == "" else cell.value
            for place, cell in sheet.cells.items()
            if cell.formula is not None and functions_used(cell.formula) & set(FUNCTIONS)
        }
        for name, sheet in by_the_engine(template).sheets.items()
    }
    patch_values(read(plain), plain, {name: cells for name, cells in calls.items() if cells}, over_formulas=True)
    return read(convert(plain, plain.parent))


def plain(value: Any) -> Any:
    """A value as a cell holds it."""
    if isinstance(value, datetime.date):
        return float((value - datetime.date(1899, 12, 30)).days)
    return float(value) if isinstance(value, (int, float)) else value


def shown(contents: Contents, column: str) -> list[tuple[tuple[Any, ...], Any]]:
    """What a column shows in its rows, by the values of the key columns; a form's field has no key."""
    view = View.of(contents)
    name, _dot, identifier = column.partition(".")
    if name not in view.tables:
        return [((), view.fields[column].value)]
    table = view.tables[name]
    keys = [one for one in table.columns if one.key] or [table.declared["day"], table.declared["customer"]]
    return [
        (
            tuple(table.sheet.value(row, table.column_index[one.identifier]) for one in keys),
            table.sheet.value(row, table.column_index[identifier]),
        )
        for row in table.rows
    ]


def as_expected(expected: Expected, column: str) -> dict[tuple[Any, ...], Any]:
    return {
        tuple(
            plain(one)
            for one in (place if isinstance(place, tuple) else (() if place is None else ("text", place.lower())))
        ): plain(value)
        for place, value in expected[column].items()
    }


def check(contents: Contents, template: str, column: str) -> None:
    expected = as_expected(FILLINGS[template]()[1], column)
    found = set()
    for keys, value in shown(contents, column):
        # Names as spreadsheets compare them; days and words of drop-downs as they are.
        place = tuple(part for one in keys for part in _part(one, column))
        if place in expected:
            assert same_value(value, expected[place]), (column, keys, value, expected[place])
            found.add(place)
        elif column == "contacts.status":
            assert value != "Followed up", (column, keys)
        elif column != "scores.target":
            # Nobody's, or a month to come.
            assert value in (None, "", 0.0), (column, keys, value)
    assert found == set(expected)


def _part(value: Any, column: str) -> tuple[Any, ...]:
    if isinstance(value, float) and value > 40_000:
        return (value,)
    return (value,) if column == "parents.children" and value in ("Region", "Team", "Person") else key(value)


@pytest.mark.parametrize(("template", "column"), COLUMNS)
def test_the_engine(template: str, column: str) -> None:
    check(by_the_engine(template), template, column)


@needs_libreoffice
@pytest.mark.parametrize(
    ("template", "column"),
    [pytest.param(*one, marks=pytest.mark.nightly if at else ()) for at, one in enumerate(NATIVE)],
)
@pytest.mark.nightly
def test_libreoffice(template: str, column: str) -> None:
    check(by_libreoffice(template), template, column)


def test_nearly_all_of_it_is_libreoffices_own() -> None:
    assert {column for column in COLUMNS if column not in NATIVE} == {
        ("crm-log", "contacts.due"),
        ("crm-log", "contacts.status"),
        ("team-scorecard", "lines.price"),
    }


@pytest.mark.parametrize("program", ["engine", pytest.param("libreoffice", marks=needs_libreoffice)])
def test_a_crm_with_such_names(program: str, tmp_path: Path) -> None:
    """By new --from: 701,842 in all, whose parts are the amounts of the file; anna and Anna are one key."""
    (tmp_path / "deals.csv").write_text(CASE, encoding="utf-8")
    path = tmp_path / "plan.xlsx"
    done = CliRunner().invoke(
        main,
        ["new", "target-plan", "--from", str(tmp_path / "deals.csv"), "-o", str(path), "--unit", "U", "--owner", "O"],
    )
    assert done.exit_code == 0, done.output
    assert "such as 'Anna' for 'anna'" in done.output
    units = View.of(read(path if program == "engine" else convert(path, tmp_path))).tables["units"]
    person, history = units.column_index["person"], units.column_index["history"]
    rows = [(units.sheet.value(row, person), units.sheet.value(row, history)) for row in units.rows]
    assert {name: amount for name, amount in rows if name} == {
        ">Sales": 600_000,
        "=Dept 1": 300,
        "Li*": 1_000,
        "Lina": 500,
        "007": 40,
        "7": 2,
        "Dept ~1": 70_000,
        "anna": 30_000,
    }
    assert sum(amount for _name, amount in rows) == 701_842


# What the declarations say.

_RANGES = {"MATCH": (0, 1), "VLOOKUP": (0, 1), "HLOOKUP": (0, 1), "XLOOKUP": (0, 1), "LOOKUP": (0, 1), "SEARCH": (0, 1)}
"""Functions that read a text as a pattern: where the text and where the range is. All others whose name ends in IF or
IFS take ranges and criteria in turn."""
_NUMBERS = frozenset({"MATCH", "SUMPRODUCT", "SUMIFS", "COUNTIFS", "ROW", "ROWS", "COUNT", "SUM"})
"""Whose result is no text, whatever they look at; our own give codes or numbers."""


def parsed(pieces: list[Token]) -> list[Any]:
    """A formula as a list of tokens and of calls, each with its name and its arguments."""
    stack: list[tuple[str, list[list[Any]]]] = [("", [[]])]
    for piece in pieces:
        if piece.kind is Kind.FUNCTION or piece.text == "(":
            stack.append((piece.text.rstrip("("), [[]]))
        elif piece.text == ")":
            call = stack.pop()
            stack[-1][1][-1].append(call)
        elif piece.text == "," and stack[-1][0]:
            stack[-1][1].append([])
        else:
            stack[-1][1][-1].append(piece)
    return stack[0][1][0]


def calls(parts: list[Any]) -> list[tuple[str, list[list[Any]]]]:
    found = []
    for part in parts:
        if not isinstance(part, Token):
            found += [part, *(one for argument in part[1] for one in calls(argument))]
    return found


def texts(parts: list[Any], template: str, table: str) -> list[str]:
    """The columns and fields of typed texts that an argument may be a value of."""
    found = []
    for part in parts:
        if not isinstance(part, Token):
            name, arguments = part
            inner = [] if name in _NUMBERS | set(FUNCTIONS) else (arguments[:1] if name == "INDEX" else arguments)
            found += [one for argument in inner for one in texts(argument, template, table)]
        elif part.kind is Kind.STRUCTURED:
            reference = parse_structured(part.text)
            columns = TEMPLATES[template].tables[reference.table or table].columns
            names = [column.identifier for column in columns]
            if reference.part in ("#data", "#this row") and reference.first:
                span = columns[names.index(reference.first) : names.index(reference.last or reference.first) + 1]
                found += [str(column) for column in span if is_typed(column)]
        elif part.kind is Kind.NAME and part.text.partition(".")[0] in TEMPLATES[template].tables:
            column = TEMPLATES[template].column(part.text)
            found += [part.text] if is_typed(column) else []
    return found


def is_typed(column: Column) -> bool:
    """Whether it holds texts that somebody typed, here or where it comes from; the words of a drop-down are ours."""
    return column.kind is Holds.TEXT and not (column.formula or "").startswith("=INDEX(labels.")


def as_patterns(formula: str, template: str, table: str) -> list[str]:
    """The typed texts that a formula reads as patterns, or among which it looks for one."""
    found = []
    for name, arguments in calls(parsed(tokens(formula.removeprefix("=")))):
        if name in _RANGES:
            at = _RANGES[name]
            if [piece.text for piece in arguments[0] if isinstance(piece, Token)] == ["TRUE"]:
                continue
            looked_at = [arguments[place] for place in at if place < len(arguments)]
        elif name.endswith(("IF", "IFS")) and name not in ("IF", "IFS"):
            looked_at = arguments[1:] if name in ("SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS") else arguments[:2]
            looked_at = arguments if name == "COUNTIFS" else looked_at
        else:
            continue
        found += [one for argument in looked_at for one in texts(argument, template, table)]
    return found


def test_no_declared_formula_reads_a_name_as_a_pattern() -> None:
    read_so = {}
    looked_at = 0
    for key_, template in TEMPLATES.items():
        for name, table in template.tables.items():
            for column in table.columns:
                for formula in (column.formula, *(mark.when for mark in column.marks)):
                    if formula and (found := as_patterns(formula, key_, name)):
                        read_so[f"{key_} {column}"] = found
                    looked_at += bool(formula)
    assert read_so == {}
    assert looked_at > 300


@pytest.mark.parametrize(
    ("template", "table", "formula", "found"),
    [
        (
            "target-plan",
            "units",
            "=SUMIFS(history[amount],history[person],[@person])",
            ["history.person", "units.person"],
        ),
        ("crm-log", "contacts", 'COUNTIFS([day],">0",[customer],[@customer])', ["contacts.customer"] * 2),
        (
            "crm-log",
            "contacts",
            "=INDEX(customers[tier],MATCH([@customer],customers[customer],0))",
            ["contacts.customer", "customers.customer"],
        ),
        ("team-scorecard", "lines", 'MAX(1,COUNTIFS([product],"?*"))', ["lines.product"]),
        (
            "team-scorecard",
            "statement",
            "=MATCH(statement.member,commission[member],0)",
            ["statement.member", "commission.member"],
        ),
        (
            "risk-register",
            "alerts",
            "MATCH(INDEX(risks[level],MATCH([@risk],risks[id],0)),bands[level],0)",
            ["alerts.risk", "risks.id"],
        ),
        ("crm-log", "funnel", "=COUNTIFS(opportunities[stage],[@stage])", []),
        ("crm-log", "customers", 'COUNTIFS([orders],">0")', []),
        ("risk-register", "cases", "SUMPRODUCT(MATCH(TRUE,INDEX(risks[id]=[@risk],0),0))", []),
    ],
)
def test_what_would_be_one_is_found(template: str, table: str, formula: str, found: list[str]) -> None:
    assert as_patterns(formula, template, table) == found
