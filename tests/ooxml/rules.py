"""Data validations and conditional formats."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tests.ooxml import formulas
from tests.ooxml.book import area_of
from tests.ooxml.package import MAIN, length
from tests.ooxml.sheets import areas_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from tests.ooxml.book import Book, Sheet

_LONGEST = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}
_LIST = re.compile(r'"(?:[^"]|"")*"')
_ONE_AREA = re.compile(r"(?:(?:'(?:[^']|'')+'|[^'!:,()]+)!)?[^!]*")
_FORMULAS = {"expression": 1, "containsText": 1, "notContainsText": 1, "beginsWith": 1, "endsWith": 1}


def problems(sheet: Sheet, book: Book) -> Iterator[str]:
    for one in [*_validations(sheet, book), *_formats(sheet, book)]:
        yield f"{sheet.part}: {one}"


def _validations(sheet: Sheet, book: Book) -> Iterator[str]:
    taken: list[str] = []
    for rule in sheet.root.iter(f"{MAIN}dataValidation"):
        areas = areas_of(rule.get("sqref"))
        name = f"the validation of {rule.get('sqref')}"
        if areas is None:
            yield f"{name} has no cells"
        for area in areas or []:
            if any(area_of(area).overlaps(area_of(other)) for other in taken):  # type: ignore[union-attr,arg-type]
                yield f"{name} overlaps another"
            taken.append(area)
        for attribute, longest in _LONGEST.items():
            if length(rule.get(attribute, "")) > longest:
                yield f"{name}: its {attribute} has {length(rule.get(attribute, ''))} characters, more than {longest}"
        yield from (f"{name}: {problem}" for problem in _limits(rule, book))


def _limits(rule: etree._Element, book: Book) -> Iterator[str]:
    kind = rule.get("type", "none")
    texts = [rule.findtext(f"{MAIN}formula{number}") for number in (1, 2)]
    between = rule.get("operator", "between") in ("between", "notBetween")
    wanted = {"none": 0, "list": 1, "custom": 1}.get(kind, 2 if between else 1)
    if sum(text is not None for text in texts) < wanted:
        yield f"{kind} has fewer than {wanted} formulas"
    for text in texts:
        if text is None:
            continue
        if kind == "list" and text.startswith('"'):
            if not _LIST.fullmatch(text):
                yield f"the list {text} is not in quotes"
            elif length(text[1:-1].replace('""', '"')) > 255:
                yield f"the list has {length(text) - 2} characters, more than 255"
            continue
        if kind == "list" and text.startswith("'") and not _ONE_AREA.fullmatch(text):
            yield f"the list {text} is no area"
        if length(text) > 255:
            yield f"a formula of {length(text)} characters, more than 255"
        yield from formulas.problems(text, book, structured=False)


def _formats(sheet: Sheet, book: Book) -> Iterator[str]:
    priorities: Counter[int] = Counter()
    for element in sheet.root.iter(f"{MAIN}conditionalFormatting"):
        name = f"the format of {element.get('sqref')}"
        if areas_of(element.get("sqref")) is None:
            yield f"{name} has no cells"
        for rule in element.iter(f"{MAIN}cfRule"):
            priorities[int(rule.get("priority", "0"))] += 1
            if int(rule.get("dxfId", "-1")) >= book.count_of("dxfs"):
                yield f"{name} has the look {rule.get('dxfId')} of {book.count_of('dxfs')}"
            yield from (f"{name}: {problem}" for problem in [*_condition(rule, book), *_scale(rule)])
    for priority, count in priorities.items():
        if priority < 1:
            yield f"a conditional format has the priority {priority}"
        elif count > 1:
            yield f"{count} conditional formats have the priority {priority}"


def _condition(rule: etree._Element, book: Book) -> Iterator[str]:
    kind = rule.get("type", "")
    texts = [one.text or "" for one in rule.iterchildren(f"{MAIN}formula")]
    wanted = _FORMULAS.get(kind, 0)
    if kind == "cellIs":
        wanted = 2 if rule.get("operator") in ("between", "notBetween") else 1
        if rule.get("operator") is None:
            yield "cellIs without an operator"
    if len(texts) < wanted:
        yield f"{kind} has {len(texts)} formulas of {wanted}"
    if kind in ("containsText", "notContainsText", "beginsWith", "endsWith") and rule.get("text") is None:
        yield f"{kind} without a text"
    for text in texts:
        yield from formulas.problems(text, book, structured=False)


def _scale(rule: etree._Element) -> Iterator[str]:
    kind = rule.get("type", "")
    element = next(
        (one for name in ("colorScale", "dataBar", "iconSet") for one in rule.iterchildren(f"{MAIN}{name}")), None
    )
    if element is None:
        if kind in ("colorScale", "dataBar", "iconSet"):
            yield f"{kind} has no {kind}"
        return
    values, colours = (len(list(element.iterchildren(f"{MAIN}{name}"))) for name in ("cfvo", "color"))
    expected = {
        "colorScale": values in (2, 3) and colours == values,
        "dataBar": values == 2 and colours == 1,
        "iconSet": values == int(element.get("iconSet", "3TrafficLights1")[0]),
    }
    if not expected[kind]:
        yield f"{kind} has {values} values and {colours} colours"
