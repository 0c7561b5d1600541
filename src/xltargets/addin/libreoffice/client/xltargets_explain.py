"""What XLT_EXPLAIN needs inside LibreOffice: the formula in Excel's grammar, where it stands, the cells that it reads.

Calc tells an add-in the document, but not the cell that asks. So those that ask are looked for, and the cells that they
ask about. Only what the formula refers to is read: Calc is in the midst of working its cells out.
"""

import re

from com.sun.star.sheet.CellFlags import FORMULA
from com.sun.star.sheet.FormulaLanguage import ENGLISH
from com.sun.star.sheet.FormulaMapGroup import SPECIAL
from com.sun.star.sheet.FormulaMapGroupSpecialOffset import NAME
from com.sun.star.sheet.ReferenceFlags import COLUMN_RELATIVE, ROW_RELATIVE, SHEET_RELATIVE
from com.sun.star.table import CellAddress

_EXCEL = 3
"""AddressConvention.XL_OOX: the grammar of Excel's files."""
_ASKED = re.compile(
    r"XLTEXPLAIN\(\s*FORMULA\(\s*(?:\$?('(?:[^']|'')+'|[^\s.()';]+)\.)?\$?([A-Z]{1,3})\$?(\d+)\s*\)\s*\)", re.I
)
_MOST = 200000
"""Cells of one area that are read; a formula over more is left unexplained."""


class TooMuch(Exception):
    """More cells than can be handed over."""


def around(document, text, error_of):
    """The formula as Excel writes it, and what is around it, for the worker."""
    places = [place for place in _asked_about(document) if _cell(document, place).FormulaLocal == text]
    read = _Reading(document, _address(places[0] if places else (0, 0, 0)))
    formula = read.formula(text)
    sheets = document.Sheets
    return formula, {
        "sheets": list(sheets.ElementNames),
        "places": [[sheets.getByIndex(sheet).Name, row + 1, column + 1] for sheet, row, column in places],
        "names": [[name, refers_to] for name, refers_to in read.names.items()],
        "tables": list(read.tables.values()),
        "cells": [_values(sheets.getByIndex(sheet), bounds, error_of) for sheet, bounds in read.areas],
    }


class _Reading:
    """A formula taken apart by Calc's own parser, with the names, tables and areas that it uses."""

    def __init__(self, document, at):
        self.document, self.at = document, at
        self.parser = document.createInstance("com.sun.star.sheet.FormulaParser")
        mapper = document.createInstance("com.sun.star.sheet.FormulaOpCodeMapper")
        self.name_code = mapper.getAvailableMappings(ENGLISH, SPECIAL)[NAME].Token.OpCode
        self.names, self.tables, self.areas = {}, {}, []

    def formula(self, text):
        """It in Excel's grammar."""
        tokens = self.parser.parseFormula(text.strip().lstrip("="), self.at)
        self._collect(tokens, self.at)
        return self._printed(tokens, self.at)

    def _printed(self, tokens, at):
        self.parser.CompileEnglish, self.parser.FormulaConvention = True, _EXCEL
        text = self.parser.printFormula(tokens, at)
        self.parser.CompileEnglish, self.parser.FormulaConvention = False, -1
        # Calc's printer does not know the names of tables.
        for token in tokens:
            if self._is_table(token):
                text = text.replace("#NAME?[", self._table_name(token.Data.Index) + "[", 1)
        return text

    def _is_table(self, token):
        # By its number, as a name is, but with another code, which Calc tells nobody.
        return hasattr(token.Data, "Index") and token.OpCode != self.name_code

    def _collect(self, tokens, at):
        for token in tokens:
            found = token.Data
            if self._is_table(token):
                self._take_table(self._table_name(found.Index))
            elif hasattr(found, "Reference1"):
                self.areas.append(self._bounds(found.Reference1, found.Reference2, at))
            elif hasattr(found, "RelativeRow"):
                self.areas.append(self._bounds(found, found, at))
            elif hasattr(found, "Index"):
                self._take_name(found)

    def _take_name(self, token):
        kept = self.document if token.Sheet < 0 else self.document.Sheets.getByIndex(token.Sheet)
        for one in kept.NamedRanges:
            if one.TokenIndex == token.Index and one.Name not in self.names:
                at, meaning = one.ReferencePosition, one.getTokens()
                self.names[one.Name] = ""  # one that means itself ends here
                self.names[one.Name] = self._printed(meaning, at)
                self._collect(meaning, at)

    def _table_name(self, index):
        ranges = self.document.DatabaseRanges
        return next((name for name in ranges.ElementNames if ranges.getByName(name).TokenIndex == index), "")

    def _take_table(self, name):
        """A table is a range of a database here."""
        if not name or name in self.tables:
            return
        area = self.document.DatabaseRanges.getByName(name).DataArea
        bounds = (area.StartRow, area.StartColumn, area.EndRow, area.EndColumn)
        self.areas.append((area.Sheet, bounds))
        sheet = self.document.Sheets.getByIndex(area.Sheet)
        header = sheet.getCellRangeByPosition(area.StartColumn, area.StartRow, area.EndColumn, area.StartRow)
        columns = [str(one) for one in header.getDataArray()[0]]
        self.tables[name] = [name, sheet.Name, *(one + 1 for one in bounds), columns]

    def _bounds(self, first, last, at):
        """Sheet, and top, left, bottom, right from 0, no farther than the sheet is used."""
        (number, top, left), (_sheet, bottom, right) = _absolute(first, at), _absolute(last, at)
        cursor = self.document.Sheets.getByIndex(number).createCursor()
        cursor.gotoEndOfUsedArea(False)
        used = cursor.RangeAddress
        bottom, right = max(top, min(bottom, used.EndRow)), max(left, min(right, used.EndColumn))
        if (bottom - top + 1) * (right - left + 1) > _MOST:
            raise TooMuch
        return number, (top, left, bottom, right)


def _absolute(reference, at):
    """Sheet, row and column of a reference, whatever of it is relative."""
    flags = reference.Flags
    return (
        at.Sheet + reference.RelativeSheet if flags & SHEET_RELATIVE else reference.Sheet,
        at.Row + reference.RelativeRow if flags & ROW_RELATIVE else reference.Row,
        at.Column + reference.RelativeColumn if flags & COLUMN_RELATIVE else reference.Column,
    )


def _asked_about(document):
    """The cells that are explained anywhere in the document, each once."""
    found = {}
    for number in range(document.Sheets.Count):
        sheet = document.Sheets.getByIndex(number)
        for area in sheet.queryContentCells(FORMULA).getRangeAddresses():
            block = sheet.getCellRangeByPosition(area.StartColumn, area.StartRow, area.EndColumn, area.EndRow)
            for row in block.getFormulaArray():
                for formula in row:
                    for name, letters, digits in _ASKED.findall(formula):
                        place = _place(document, number, name, letters, digits)
                        if place is not None:
                            found[place] = True
    return list(found)


def _place(document, sheet, name, letters, digits):
    if name:
        name = name[1:-1].replace("''", "'") if name.startswith("'") else name
        if name not in document.Sheets.ElementNames:
            return None
        sheet = list(document.Sheets.ElementNames).index(name)
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return sheet, int(digits) - 1, column - 1


def _cell(document, place):
    sheet, row, column = place
    return document.Sheets.getByIndex(sheet).getCellByPosition(column, row)


def _address(place):
    address = CellAddress()
    address.Sheet, address.Row, address.Column = place
    return address


def _values(sheet, bounds, error_of):
    top, left, bottom, right = bounds
    rows = []
    for row, values in enumerate(sheet.getCellRangeByPosition(left, top, right, bottom).getDataArray(), top):
        rows.append([None if one == "" else one for one in values])
        for column, value in enumerate(values, left):
            if value is None:  # an error comes as nothing, a blank as an empty text
                rows[-1][column - left] = error_of(sheet.getCellByPosition(column, row).getError())
    return [sheet.Name, top + 1, left + 1, rows]
