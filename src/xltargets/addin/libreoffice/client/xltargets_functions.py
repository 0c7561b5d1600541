"""The worksheet functions inside LibreOffice Calc: cells to the worker, its answer back to cells.

Standard library and uno only, Python 3.8 or later. What the functions are is read from functions.json beside this.
"""

import json
import math
import os
import struct
import sys

import uno
import unohelper
from com.sun.star.lang import Locale, XServiceInfo, XServiceName
from com.sun.star.sheet import ResultEvent, XAddIn, XVolatileResult

_FOLDER = os.path.dirname(os.path.abspath(__file__))
if _FOLDER not in sys.path:
    sys.path.insert(0, _FOLDER)

from xltargets_explain import around
from xltargets_worker import WORKER, NoAnswer

IMPLEMENTATION = "org.xltargets.Functions"
ADD_IN = "com.sun.star.sheet.AddIn"
ERRORS = {"#NULL!": 521, "#DIV/0!": 532, "#VALUE!": 519, "#REF!": 524, "#NAME?": 525, "#NUM!": 503, "#N/A": 32767}
"""Calc's numbers of the error values."""
_CODES = {number: code for code, number in ERRORS.items()}

with open(os.path.join(_FOLDER, "functions.json"), encoding="utf-8") as _file:
    FUNCTIONS = {entry["name"].replace("_", "").lower(): entry for entry in json.load(_file)}
with open(os.path.join(_FOLDER, "languages.json"), encoding="utf-8") as _file:
    LANGUAGES = json.load(_file)
"""The language to speak where LibreOffice's own begins so."""


def error(code):
    """An error value as Calc keeps it in a cell: a number that is none, with the error in its last bits."""
    return struct.unpack("<d", struct.pack("<Q", 0x7FF8000000000000 | ERRORS.get(code, ERRORS["#VALUE!"])))[0]


def from_calc(value):
    """An argument as the worker takes it: a cell, a list of rows, or null if it was left out."""
    if isinstance(value, tuple):
        # In a range Calc hands a blank over as an empty text, and no formula of ours means one by it.
        return [[None if one == "" else _cell(one) for one in row] for row in value]
    return _cell(value)


def _cell(value):
    if isinstance(value, float) and not math.isfinite(value):
        number = struct.unpack("<Q", struct.pack("<d", value))[0] & 0xFFFFFFFF
        return {"error": _CODES.get(number, "#VALUE!")}
    return value


def to_calc(answer):
    """The answer as Calc takes it: one cell, or rows of cells."""
    if "error" in answer:
        return error(answer["error"])
    cells = answer["value"]
    if not isinstance(cells, list):
        return _result(cells)
    rows = tuple(tuple(_result(cell) for cell in row) for row in cells)
    return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else Rows(rows)


class Rows(unohelper.Base, XVolatileResult):
    """Rows of cells in the very type that Calc asks for, which Python can give in no other way than as an event."""

    def __init__(self, rows):
        self.rows = rows

    def addResultListener(self, listener):
        event = ResultEvent()
        event.Value = uno.Any("[][]any", self.rows)
        listener.modified(event)

    def removeResultListener(self, listener):
        pass


def _result(cell):
    if isinstance(cell, dict):
        return error(cell["error"])
    if isinstance(cell, bool):
        return float(cell)
    return "" if cell is None else cell


def call(name, arguments):
    """Work one function out; trailing arguments that were left out are not sent."""
    given = [from_calc(one) for one in arguments]
    while given and given[-1] is None:
        given.pop()
    return _asked({"calls": [{"function": name, "arguments": given}]})


def _asked(request):
    try:
        answer = WORKER.ask(request)
    except NoAnswer:
        return error("#NAME?")
    return to_calc(answer["answers"][0]) if "answers" in answer else error("#VALUE!")


def explain(name, document, text, language):
    """Why a formula of the document gives an error; the cells that it reads go along."""
    if not isinstance(text, str):
        return call(name, (text,))
    try:
        formula, there = around(document, text, lambda number: {"error": _CODES.get(number, "#VALUE!")})
    except Exception:
        # Whatever Calc says of a formula or a cell while it works them out: then it cannot be told.
        return error("#N/A")
    calls = [{"function": name, "arguments": ["=" + formula]}]
    return _asked({"calls": calls, "around": there, "language": language})


class Functions(unohelper.Base, XAddIn, XServiceName, XServiceInfo):
    """What Calc calls. One method for each function is added below."""

    def getTypes(self):
        # Our own interface is not known yet when LibreOffice reads this file to register it.
        return (*super().getTypes(), uno.getTypeByName("org.xltargets.XFunctions"))

    def __init__(self, context):
        self.context = context
        self.locale = Locale("en", "US", "")

    def getServiceName(self):
        return IMPLEMENTATION

    def getImplementationName(self):
        return IMPLEMENTATION

    def supportsService(self, name):
        return name in self.getSupportedServiceNames()

    def getSupportedServiceNames(self):
        return (ADD_IN, IMPLEMENTATION)

    def setLocale(self, locale):
        self.locale = locale

    def getLocale(self):
        return self.locale

    def getProgrammaticFuntionName(self, shown):
        return shown.replace("_", "").lower()

    def getDisplayFunctionName(self, name):
        entry = FUNCTIONS.get(name)
        return entry["name"] if entry else ""

    def getFunctionDescription(self, name):
        return self._in_language(FUNCTIONS[name]["summary"]) if name in FUNCTIONS else ""

    def getDisplayArgumentName(self, name, number):
        return self._argument(name, number, "name")

    def getArgumentDescription(self, name, number):
        helps = self._argument(name, number, "help")
        return self._in_language(helps) if helps else ""

    def getProgrammaticCategoryName(self, name):
        return "Add-In"

    def getDisplayCategoryName(self, name):
        return "xlTargets"

    def _in_language(self, texts):
        return texts.get(self.language(), texts["en"])

    def language(self):
        """Ours that fits LibreOffice's own."""
        parts = [part for part in (self.locale.Language, self.locale.Country) if part]
        for length in range(len(parts), 0, -1):
            known = LANGUAGES.get("-".join(parts[:length]).lower())
            if known is not None:
                return known
        return "en"

    @staticmethod
    def _argument(name, number, key):
        arguments = FUNCTIONS[name]["arguments"] if name in FUNCTIONS else []
        return arguments[number][key] if number < len(arguments) else ""


def _method(entry):
    name = entry["name"]
    if entry["takes_document"]:
        return lambda self, document, text: explain(name, document, text, self.language())
    return lambda self, *arguments: call(name, arguments)


for _key, _entry in FUNCTIONS.items():
    setattr(Functions, _key, _method(_entry))

g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Functions, IMPLEMENTATION, (ADD_IN, IMPLEMENTATION))
