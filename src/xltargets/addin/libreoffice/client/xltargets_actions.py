"""The buttons inside LibreOffice Calc: a copy of the open document goes to the worker, its answer into the document.

Standard library and uno only, Python 3.8 or later. All that a button changes is one step of Undo. Nothing is saved.
"""

import json
import os
import shutil
import sys
import tempfile
import traceback
from contextlib import contextmanager

import uno
import unohelper
from com.sun.star.awt import MessageBoxButtons
from com.sun.star.awt.MessageBoxType import ERRORBOX, INFOBOX
from com.sun.star.beans import PropertyValue
from com.sun.star.frame import XDispatch, XDispatchProvider
from com.sun.star.lang import XInitialization, XServiceInfo
from com.sun.star.table import CellAddress, CellRangeAddress

_FOLDER = os.path.dirname(os.path.abspath(__file__))
if _FOLDER not in sys.path:
    sys.path.insert(0, _FOLDER)

from xltargets_worker import WORKER, NoAnswer

IMPLEMENTATION = "org.xltargets.Actions"
SERVICE = "com.sun.star.frame.ProtocolHandler"
PROTOCOL = "org.xltargets:"
TITLE = "xlTargets"
XLSX = "Calc MS Excel 2007 XML"
EVERYTHING = 1023
CONTENTS = 1 | 2 | 4 | 16  # values, dates, texts, formulas
FORMULAS = 16
_PUSHED = "com.sun.star.awt.PushButtonType"
_LINE = (
    ("question", "FixedText", (8, 6, 204, 18), {"MultiLine": True}),
    ("answer", "Edit", (8, 26, 204, 14), {}),
    ("ok", "Button", (104, 46, 50, 14), {"PushButtonType": uno.Enum(_PUSHED, "OK"), "DefaultButton": True}),
    ("cancel", "Button", (162, 46, 50, 14), {"PushButtonType": uno.Enum(_PUSHED, "CANCEL")}),
)
"""The controls of the dialog in which a line is typed: name, kind, place and what else they have."""
with open(os.path.join(_FOLDER, "actions.json"), encoding="utf-8") as _file:
    ACTIONS = json.load(_file)
"""What each action needs and asks for, and which option its menu chooses; from the registry of actions."""
with open(os.path.join(_FOLDER, "languages.json"), encoding="utf-8") as _file:
    LANGUAGES = json.load(_file)
"""The language to speak where LibreOffice's own begins so."""


def setting(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


class Locked(Exception):
    """A sheet that has a password; the text says what to do about it."""


class Document:
    """The open document for which a button was pressed."""

    def __init__(self, context, frame):
        self.context, self.frame = context, frame
        self.model = frame.getController().getModel()

    @property
    def path(self):
        url = self.model.getURL()
        return uno.fileUrlToSystemPath(url) if url.startswith("file:") else None

    def language(self):
        """The person's language, as the catalogues are called."""
        provider = self._create("com.sun.star.configuration.ConfigurationProvider")
        node = setting("nodepath", "/org.openoffice.Setup/L10N")
        access = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", (node,))
        parts = (access.getByName("ooLocale") or "en").lower().split("-")
        beginnings = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
        return next((LANGUAGES[one] for one in beginnings if one in LANGUAGES), "en")

    def place(self):
        """The active sheet and the selected cells."""
        controller = self.frame.getController()
        sheet = controller.getActiveSheet().getName()
        try:
            return sheet, controller.getSelection().AbsoluteName.rpartition(".")[2].replace("$", "")
        except AttributeError:  # several areas, or a drawing
            return sheet, None

    def copy_to(self, folder):
        """A copy as the document is now, saved or not."""
        path = os.path.join(folder, "workbook.xlsx")
        self.model.storeToURL(uno.systemPathToFileUrl(path), (setting("FilterName", XLSX),))
        return path

    def ask_for_folder(self):
        picker = self._create("com.sun.star.ui.dialogs.FolderPicker")
        return uno.fileUrlToSystemPath(picker.getDirectory()) if picker.execute() == 1 else None

    def ask(self, question):
        """A line that the person types; None if it was cancelled."""
        model = self._create("com.sun.star.awt.UnoControlDialogModel")
        model.Title, model.Width, model.Height = TITLE, 220, 66
        for name, kind, area, more in _LINE:
            control = model.createInstance("com.sun.star.awt.UnoControl%sModel" % kind)
            control.Name = name
            control.PositionX, control.PositionY, control.Width, control.Height = area
            for key, value in more.items():
                setattr(control, key, value)
            model.insertByName(name, control)
        model.getByName("question").Label = question
        dialog = self._create("com.sun.star.awt.UnoControlDialog")
        dialog.setModel(model)
        dialog.createPeer(self.frame.getContainerWindow().getToolkit(), self.frame.getContainerWindow())
        try:
            return model.getByName("answer").Text if dialog.execute() == 1 else None
        finally:
            dialog.dispose()

    def tell(self, text, problem):
        window = self.frame.getContainerWindow()
        kind = ERRORBOX if problem else INFOBOX
        window.getToolkit().createMessageBox(window, kind, MessageBoxButtons.BUTTONS_OK, TITLE, text).execute()

    def show(self, files, place):
        desktop = self._create("com.sun.star.frame.Desktop")
        for file in files:
            url = uno.systemPathToFileUrl(file)
            if file.lower().endswith((".xlsx", ".xlsm")):
                desktop.loadComponentFromURL(url, "_blank", 0, ())
            else:
                self._create("com.sun.star.system.SystemShellExecute").execute(url, "", 0)
        if place is not None:
            sheet = self.model.Sheets.getByName(place[0])
            self.frame.getController().select(sheet.getCellRangeByName(place[1]))

    def _create(self, name):
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def apply(self, told):
        """Write what the answer says, in the order that it says, as one step of Undo."""
        do = {"tables": self._write_tables, "changes": self._write_changes, "formulas": self._write_formulas}
        if any(told[step] for step in told["order"]):
            with self._one_step(), self._unprotected(told["locked"]):
                for step in told["order"]:
                    do[step](told[step])

    def _write_tables(self, tables):
        for table in tables:
            self._replace_rows(table)
        if tables:
            self._enter_again([table["name"] + "[" for table in tables])

    def _write_changes(self, changes):
        for sheet, row, column, value in changes:
            put(self.model.Sheets.getByName(sheet).getCellByPosition(column - 1, row - 1), value)

    def _write_formulas(self, formulas):
        for one in formulas:
            sheet = self.model.Sheets.getByName(one["sheet"])
            cell = sheet.getCellByPosition(one["column"] - 1, one["row"] - 1)
            if one["again"] and cell.getFormula():
                # In Calc's own words; of functions that it knows, these are the names that it has for them.
                enter(cell, cell.getFormula())
            elif one["area"] is None:
                cell.setFormula("=" + one["formula"])
            else:
                # Calc spills nothing by itself: a formula of several cells is an array.
                top, left, bottom, right = one["area"]
                area = sheet.getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1)
                area.setArrayFormula("=" + one["formula"])

    @contextmanager
    def _one_step(self):
        undo = self.model.getUndoManager()
        undo.enterUndoContext(TITLE)
        self.model.lockControllers()
        try:
            yield
        finally:
            self.model.unlockControllers()
            undo.leaveUndoContext()

    @contextmanager
    def _unprotected(self, locked):
        """The sheets without their protection; of one with a password the worker has said what to do about it."""
        protected = [sheet for sheet in map(self.model.Sheets.getByName, locked) if sheet.isProtected()]
        for sheet in protected:
            sheet.unprotect("")
        still = [sheet.getName() for sheet in protected if sheet.isProtected()]
        try:
            if still:
                raise Locked(locked[still[0]])
            yield
        finally:
            for sheet in protected:
                if not sheet.isProtected():
                    sheet.protect("")

    def _replace_rows(self, table):
        """Give a table its new rows: all look and calculate as the first one does."""
        sheet = self.model.Sheets.getByName(table["sheet"])
        top, left, bottom, right = table["before"]
        new_bottom = table["after"][2]
        number = sheet.getRangeAddress().Sheet
        first, last = top + 1, new_bottom - table["totals"]
        if new_bottom != bottom:
            if table["totals"]:
                copy(sheet, number, (bottom, left, bottom, right), new_bottom)
            if new_bottom < bottom:
                rest = sheet.getCellRangeByPosition(left - 1, new_bottom, right - 1, bottom - 1)
                rest.clearContents(EVERYTHING)
            for row in range(max(first + 1, bottom + 1 - table["totals"]), last + 1):
                copy(sheet, number, (first, left, first, right), row)
            ranges = self.model.DatabaseRanges
            if ranges.hasByName(table["name"]):
                area = CellRangeAddress(number, left - 1, top - 1, right - 1, new_bottom - 1)
                known = ranges.getByName(table["name"])
                # Some versions count the row of totals, others do not.
                area.EndRow -= bottom - 1 - known.getDataArea().EndRow
                known.setDataArea(area)
        for place, values in enumerate(table["columns"]):
            column, kept = left + place, table["kept"][place]
            if values is None or kept:
                for row in range(first + 1, last + 1):
                    copy(sheet, number, (first, column, first, column), row)
            for row, value in enumerate(values or (), first):
                if row - first not in kept:
                    put(sheet.getCellByPosition(column - 1, row - 1), value)

    def _enter_again(self, names):
        """Formulas that name a resized table are read anew, because Calc keeps the area that they had."""
        for cell in self._formula_cells():
            formula = cell.getFormula()
            if any(name in formula for name in names) and not formula.startswith("{"):
                cell.setFormula(formula)

    def _formula_cells(self):
        for sheet in self.model.Sheets:
            for area in sheet.queryContentCells(FORMULAS).getRangeAddresses():
                for row in range(area.StartRow, area.EndRow + 1):
                    for column in range(area.StartColumn, area.EndColumn + 1):
                        yield sheet.getCellByPosition(column, row)


def enter(cell, formula):
    """Enter a formula again, one of several cells into all of them."""
    if not formula.startswith("{"):
        cell.setFormula(formula)
        return
    cells = cell.getSpreadsheet().createCursorByRange(cell)
    cells.collapseToCurrentArray()
    written, quoted = [], False
    for sign in formula[1:-1]:
        quoted ^= sign == '"'
        written.append(";" if sign == "," and not quoted else sign)
    cells.setArrayFormula("".join(written))


def copy(sheet, number, source, row):
    """Copy cells of one row to another row, with looks and rules; references move along."""
    top, left, bottom, right = source
    sheet.copyRange(
        CellAddress(number, left - 1, row - 1), CellRangeAddress(number, left - 1, top - 1, right - 1, bottom - 1)
    )


def put(cell, value):
    """Put a value in a cell as it is: text never becomes a formula."""
    if value is None:
        cell.clearContents(CONTENTS)
    elif isinstance(value, dict):
        cell.setFormula("=" + value["error"])
    elif isinstance(value, bool):
        cell.setFormula("=TRUE()" if value else "=FALSE()")
    elif isinstance(value, str):
        cell.setString(value)
    else:
        cell.setValue(value)


def perform(document, tag, silent=False, given=None):
    """A button was pressed: an action, with an option after a colon such as `new:target-plan`.

    A macro has `given` what a person would be asked for: the folder and what is typed.
    """
    key, _colon, option = tag.partition(":")
    try:
        problem, text = _run(document, key, option, given or {})
    except (NoAnswer, Locked) as reason:
        problem, text = True, str(reason)
    except Exception as reason:
        traceback.print_exc()
        problem, text = True, _unfinished(document, key, "%s: %s" % (type(reason).__name__, reason))
    if text and not silent:
        document.tell(text, problem)
    return problem, text


def _unfinished(document, key, reason):
    """What to say of a mistake of ours, in the person's language if the worker can still be asked."""
    try:
        return WORKER.ask({"action": key, "failed": reason, "language": document.language()})["message"]
    except Exception:
        return reason


def _run(document, key, option, given):
    facts = ACTIONS[key]
    needs, menu = facts["needs"], facts["option"]
    path, language = document.path, document.language()
    folder = None if needs == "book" else os.path.dirname(path) if path else os.path.expanduser("~")
    if facts["asks_folder"]:
        folder = given["folder"] if "folder" in given else document.ask_for_folder()
        if folder is None:
            return False, ""
    options = {menu: option} if option and menu else {}
    for name, question in facts["asks"].items():
        options[name] = given[name] if name in given else document.ask(question[language])
        if options[name] is None:
            return False, ""
    sheet, selection = document.place()
    request = {
        "action": key,
        "language": language,
        "path": path,
        "folder": folder,
        "sheet": sheet,
        "selection": selection,
        "options": options,
    }
    temporary = tempfile.mkdtemp(prefix="xltargets-")
    told = {}
    try:
        if needs == "book":
            request["copy"] = document.copy_to(temporary)
        told = WORKER.ask(request)
        if "refused" in told:
            return True, told["refused"]
        if told["problem"]:
            return True, told["message"]
        document.apply(told)
        document.show(told["files"], told["show"])
    finally:
        # What was written beside a document that was never saved lies there, and is open now.
        if not any(file.startswith(temporary) for file in told.get("files", ())):
            shutil.rmtree(temporary, ignore_errors=True)
    return False, told["text"]


class Actions(unohelper.Base, XServiceInfo, XInitialization, XDispatchProvider, XDispatch):
    """What LibreOffice calls for an address such as `org.xltargets:refresh`."""

    def __init__(self, context):
        self.context = context
        self.frame = None

    def getImplementationName(self):
        return IMPLEMENTATION

    def supportsService(self, name):
        return name in self.getSupportedServiceNames()

    def getSupportedServiceNames(self):
        return (SERVICE,)

    def initialize(self, arguments):
        if arguments:
            self.frame = arguments[0]

    def queryDispatch(self, url, target, flags):
        return self if url.Complete.startswith(PROTOCOL) else None

    def queryDispatches(self, requests):
        return tuple(self.queryDispatch(one.FeatureURL, one.FrameName, one.SearchFlags) for one in requests)

    def dispatch(self, url, arguments):
        given = {one.Name: one.Value for one in arguments}
        silent = given.pop("Silent", False)
        perform(Document(self.context, self.frame), url.Complete[len(PROTOCOL) :], silent, given)

    def addStatusListener(self, listener, url):
        pass

    def removeStatusListener(self, listener, url):
        pass


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Actions, IMPLEMENTATION, (SERVICE,))
