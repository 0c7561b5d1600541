"""Runs beside the tests, in the Python that has ONLYOFFICE's engine: opens workbooks, works all out anew, saves.

Standard library and docbuilder only. In: a list of `[workbook, [[sheet, area, rows]], [targets]]` as JSON, values to
enter and files to save; out, on the last line: for each workbook its sheets, each with the address of what is used and
the values.
"""

import json
import os
import sys

import docbuilder

_LOOK = """
(function () {
  var found = {};
  try {
    // Entered again, as by hand: whatever follows from them is worked out anew, and nothing is taken from before.
    // Not both: working all out where a spilling formula has no stored result folds what spilled from it into one cell.
    if (!ENTERED.length) Api.RecalculateAllFormulas();
    ENTERED.forEach(function (one) { Api.GetSheet(one[0]).GetRange(one[1]).SetValue(one[2]); });
    Api.GetSheets().forEach(function (sheet) {
      var used = sheet.GetUsedRange();
      found[sheet.GetName()] = { used: used.GetAddress(false, false, "xlA1", false), values: used.GetValue2() };
    });
  } catch (problem) {
    found = { problem: String(problem) };
  }
  globalThis.found = JSON.stringify(found);
})();
"""


def looked_at(path, entered, targets):
    builder = docbuilder.CDocBuilder()
    if builder.OpenFile(path):
        return {"problem": "cannot be opened"}
    builder.ExecuteCommand(_LOOK.replace("ENTERED", json.dumps(entered)))
    found = json.loads(builder.GetContext().GetGlobal().GetProperty("found").ToString())
    for target in targets:
        if builder.SaveFile(target.rpartition(".")[2], target):
            found = {"problem": f"{target} cannot be written"}
    builder.CloseFile()
    return found


if __name__ == "__main__":
    found = [looked_at(*one) for one in json.load(sys.stdin)]
    # The library writes notices of its own to standard output.
    sys.stdout.write("\n" + json.dumps(found) + "\n")
    sys.stdout.flush()
    # Its libraries may fall over one another when they are unloaded, after all has been said.
    os._exit(0)
