"""Workbooks in a few milliseconds each: real ones are few, the others are files that are no workbooks of ours."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from click.testing import CliRunner, Result

from tests.validation import bad_files
from xltargets.cli import main

WHEN = ("--as-of", "2026-03-31", "--isolated", "--language", "en", "-j", "1")


def submissions(folder: Path, count: int) -> list[Path]:
    """So many files, each of another content; every fourth is cut short, every fourth is no workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for number in range(count):
        cells = bad_files.sheet(f'<row r="1"><c r="A1"><v>{number}</v></c></row>')
        content = bad_files.package(**{"xl/worksheets/sheet1.xml": cells})
        content = {1: content[: len(content) // 2], 3: b"Month,Weight\n%d\n" % number}.get(number % 4, content)
        path = folder / f"{number:04}.xlsx"
        path.write_bytes(content)
        made.append(path)
    return made


def run(*arguments: object) -> Result:
    """The command line, in this process."""
    return CliRunner().invoke(main, [str(one) for one in arguments], catch_exceptions=False)


def told(result: Result) -> dict[str, list[tuple[str, str | None, str]]]:
    """What is told of each file, by its name."""
    document = json.loads(result.stdout)
    return {
        Path(file["file"].partition("::")[0]).name: [
            (one["code"], one["cell"], one["message"]) for one in file["findings"]
        ]
        for file in document["files"]
    }


def counted(store: Path, query: str) -> list[tuple[object, ...]]:
    """What a stranger reads from the store."""
    connection = sqlite3.connect(store)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()
