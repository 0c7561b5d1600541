"""Run by LibreOffice's own Python: start LibreOffice, do what each line of standard input asks, answer with a line.

Arguments: the folder with profile and extensions. A request is a list with a word and arguments, see `DOES`.
"""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

ERRORS, RESULTS, TEXT = 4, 16, 2


def setting(name: str, value: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


HIDDEN = setting("Hidden", True)


def cell_of(cell: object) -> object:
    if cell.getError():
        return {"error": cell.String}
    return cell.String if cell.FormulaResultType2 == TEXT else cell.Value


def stated(document: object) -> dict:
    """What could have been typed: values, and formulas instead of their results, by sheet, row and column from 1."""
    found = {}
    for sheet in document.Sheets:
        for area in sheet.queryContentCells(1 | 2 | 4 | RESULTS).getRangeAddresses():
            for row in range(area.StartRow, area.EndRow + 1):
                for column in range(area.StartColumn, area.EndColumn + 1):
                    cell = sheet.getCellByPosition(column, row)
                    kind = cell.Type.value
                    value = cell.Formula if kind == "FORMULA" else cell.String if kind == "TEXT" else cell.Value
                    found[f"{sheet.Name}|{row + 1}|{column + 1}"] = value
    return found


class Office:
    def __init__(self, desktop: object) -> None:
        self.desktop = desktop

    def evaluate(self, formulas: list) -> list:
        """Each formula with its cells and size on a sheet of its own: the values of its array, and the formula."""
        document = self.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (HIDDEN,))
        sheet = document.Sheets.getByIndex(0)
        found = []
        for formula, cells, rows, columns in formulas:
            for place, value in cells.items():
                target = sheet.getCellRangeByName(place)
                if isinstance(value, dict):
                    target.Formula = "=" + value["error"]
                elif isinstance(value, bool):
                    target.Formula = "=TRUE()" if value else "=FALSE()"
                elif isinstance(value, str):
                    target.String = value
                elif value is not None:
                    target.Value = value
            place = sheet.getCellRangeByPosition(20, 0, 20 + columns - 1, rows - 1)
            place.setArrayFormula(formula)
            found.append(
                [
                    [cell_of(sheet.getCellByPosition(20 + column, row)) for column in range(columns)]
                    for row in range(rows)
                ]
            )
            sheet.getCellRangeByPosition(0, 0, 40, 60).clearContents(1023)
        document.close(True)
        return found

    def typed(self, cells: dict, shown: list) -> list:
        """Plain formulas typed into cells, and what some cells show."""
        document = self.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (HIDDEN,))
        sheet = document.Sheets.getByIndex(0)
        for place, formula in cells.items():
            sheet.getCellRangeByName(place).Formula = formula
        found = [cell_of(sheet.getCellRangeByName(place)) for place in shown]
        document.close(True)
        return found

    def recalculated(self, path: str) -> dict:
        """All formula cells of a workbook after a hard recalculation, by sheet, row and column from 1."""
        document = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, (HIDDEN,))
        document.calculateAll()
        found = {}
        for sheet in document.Sheets:
            for area in sheet.queryContentCells(RESULTS).getRangeAddresses():
                for row in range(area.StartRow, area.EndRow + 1):
                    for column in range(area.StartColumn, area.EndColumn + 1):
                        place = f"{sheet.Name}|{row + 1}|{column + 1}"
                        found[place] = cell_of(sheet.getCellByPosition(column, row))
        document.close(True)
        return found

    def saved(self, cells: dict, path: str) -> None:
        """Formulas typed into a new workbook, saved as .xlsx."""
        document = self.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (HIDDEN,))
        sheet = document.Sheets.getByIndex(0)
        for place, formula in cells.items():
            sheet.getCellRangeByName(place).Formula = formula
        document.storeToURL(Path(path).as_uri(), (setting("FilterName", "Calc MS Excel 2007 XML"),))
        document.close(True)

    def pressed(
        self, path: str, action: str, sheet: str, selection: str, saved: str, given: dict | None = None
    ) -> dict:
        """A workbook opened, a button of the tool bar pressed, and all cells; then undone, and all cells again.

        What a person would be asked for is `given`.
        """
        document = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, (HIDDEN,))
        controller = document.CurrentController
        target = document.Sheets.getByName(sheet)
        controller.setActiveSheet(target)
        controller.select(target.getCellRangeByName(selection))
        before = stated(document)
        helper = self.manager.createInstance("com.sun.star.frame.DispatchHelper")
        told = (setting("Silent", True), *(setting(name, value) for name, value in (given or {}).items()))
        helper.executeDispatch(controller.Frame, f"org.xltargets:{action}", "_self", 0, told)
        after = stated(document)
        if saved:
            document.storeToURL(Path(saved).as_uri(), (setting("FilterName", "Calc MS Excel 2007 XML"),))
        undone = document.getUndoManager()
        steps = len(undone.getAllUndoActionTitles())
        if steps:
            undone.undo()
        back = stated(document)
        protected = [one.getName() for one in document.Sheets if one.isProtected()]
        document.close(True)
        return {"before": before, "after": after, "back": back, "steps": steps, "protected": protected}

    def wizard(self, name: str) -> dict:
        """What the function wizard knows of a function."""
        descriptions = self.manager.createInstance("com.sun.star.sheet.FunctionDescriptions")
        for number in range(descriptions.Count):
            entry = {one.Name: one.Value for one in descriptions.getByIndex(number)}
            if entry["Name"] == name:
                arguments = [[one.Name, one.Description, one.IsOptional] for one in entry["Arguments"] or ()]
                return {"description": entry["Description"], "arguments": arguments}
        return {}


def main(folder: Path) -> None:
    pipe = "xltargets" + "".join(letter for letter in str(folder) if letter.isalnum())[-40:]
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        f"-env:UNO_SHARED_PACKAGES_CACHE={(folder / 'shared').as_uri()}",
        "--headless",
        "--norestore",
        f"--accept=pipe,name={pipe};urp;",
    ]
    # soffice is a script that starts the program, so both are in a group of their own, to be ended together.
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        here = uno.getComponentContext()
        resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
        context = connected(resolver, pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        office = Office(desktop)
        office.manager = context.ServiceManager
        for line in sys.stdin:
            word, *arguments = json.loads(line)
            sys.stdout.write(json.dumps(getattr(office, word)(*arguments)) + "\n")
            sys.stdout.flush()
        desktop.terminate()
        process.wait(30)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def connected(resolver: object, pipe: str) -> object:
    for _ in range(120):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:  # not listening yet
            time.sleep(0.5)
    raise SystemExit("LibreOffice did not start")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
