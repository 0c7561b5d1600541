"""Run by LibreOffice's own Python: open a workbook with its macros allowed, recalculate it, print column A as JSON.

Arguments: the workbook, a folder for LibreOffice's profile, how many rows.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

ALWAYS_EXECUTE = 4


def setting(name: str, value: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def main(workbook: Path, profile: Path, rows: int) -> None:
    pipe = f"xltargets{profile.parent.name}".replace("-", "").replace("_", "")
    office = subprocess.Popen(
        [
            "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        here = uno.getComponentContext()
        resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
        desktop = connected(resolver, pipe)
        settings = (setting("Hidden", True), setting("MacroExecutionMode", ALWAYS_EXECUTE))
        document = desktop.loadComponentFromURL(workbook.as_uri(), "_blank", 0, settings)
        document.calculateAll()
        sheet = document.Sheets.getByIndex(0)
        json.dump([sheet.getCellByPosition(0, row).String for row in range(rows)], sys.stdout)
        document.close(True)
        desktop.terminate()
        office.wait(30)
    finally:
        office.kill()


def connected(resolver: object, pipe: str) -> object:
    for _ in range(120):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:  # not listening yet
            time.sleep(0.5)
    raise SystemExit("LibreOffice did not start")


main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
