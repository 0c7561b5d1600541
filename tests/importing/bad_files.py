"""Files that people give by mistake, or that are damaged, each with what the sentence about it must say."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import msoffcrypto.format.ooxml
import openpyxl

HEAD = b"Owner,Customer,Close date,Amount,Stage\n"


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (["Owner", "Customer", "Close date", "Amount"], ["Ann", "Elm", "2025-01-01", 5]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _locked() -> bytes:
    locked = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(_workbook())).encrypt("secret", locked)
    return locked.getvalue()


def _locked_ods() -> bytes:
    """As LibreOffice writes one: its parts are unreadable, and the manifest says with what they were made so."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", b"\x8a\x01\x02")
        archive.writestr("META-INF/manifest.xml", "<manifest:manifest><manifest:encryption-data/></manifest:manifest>")
    return content.getvalue()


BAD_FILES = {
    "empty.csv": (b"", "is empty"),
    "blank.csv": (b"\n \n", "is empty"),
    "headers.csv": (HEAD, "has no rows"),
    "wide.csv": (HEAD + b"A,B,2025-01-01,5,Won\nC,D,2025-01-01,5,Won,6\n", "row 3 has 6, the headers are 5"),
    "bytes.csv": (b"\xff\xfe\xfa\xfb\xff", "is not a text"),
    "nul.csv": (HEAD + b"A,B\x00,2025-01-01,5,Won\n", "has a NUL character in line 2"),
    "nuls.tsv": (b"\x00" * 9_000, "has a NUL character in line 1"),
    "line.csv": (HEAD + b"A," + b"x" * 100_000_000 + b",2025-01-01,5,Won\n", "row 2 is 100,000,019 letters long"),
    "columns.csv": (b",".join([b"c"] * 1_000_000) + b"\n" + HEAD, "has 1,000,000 columns in row 1"),
    "cells.csv": (HEAD + b",".join([b"1"] * 1_000_000), "has 1,000,000 columns in row 2"),
    "quote.csv": (HEAD + b'A,"B,2025-01-01,5,Won\nC,D,2025-01-02,6,Won\n', "row 2 has a quotation mark that is never"),
    # A mark that opens in one row is closed by chance in the next, which would vanish.
    "quotes.csv": (
        HEAD + b'A,"B,2025-01-01,5,Won\nC,"D",2025-01-02,6,Won\n',
        "row 2 has a quotation mark that is never",
    ),
    "header.csv": (b'Owner,"Customer,Amount\nA,B,5\n', "row 1 has a quotation mark that is never closed"),
    "locked.xlsx": (_locked(), "is protected with a password"),
    "locked.xls": (_locked(), "is protected with a password"),
    "locked.ods": (_locked_ods(), "is protected with a password"),
    "empty.xlsx": (b"", "It is empty"),
    "text.xlsx": (b"hello", "It is no Excel workbook, although its name may say so"),
    "cut.xlsx": (_workbook()[:3_000], "It is cut short or damaged"),
    "rubbish.xlsx": (b"PK\x03\x04rubbish", "damaged"),
    "text.xls": (b"hello", "is no workbook, although its name may say so"),
    "damaged.xls": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 3_000,
        "is damaged, and cannot be read as a workbook",
    ),
    "empty.ods": (b"", "is no workbook, although its name may say so"),
    "empty.parquet": (b"", "is no Parquet file, although its name may say so"),
    "cut.parquet": (b"PAR1" + b"x" * 90, "is damaged, and cannot be read as a table"),
    "empty.jsonl": (b"", "is empty"),
    "broken.jsonl": (b'{"Owner": "A"}\n{oops\n', "is no JSON in line 2"),
    "deep.json": (b"[" * 200_000, "is no JSON in line 1"),
    "numbers.json": (b"[1, 2]", "must hold objects, one for each row"),
    "deals.pdf": (b"%PDF", "is of a kind that cannot be read"),
    "picture.png": (b"\x89PNG", "is of a kind that cannot be read"),
}
ADDRESS = "https://example.com/deals.csv"
WORKBOOK = _workbook()


def put(folder: Path, name: str) -> Path:
    """Write one of the files."""
    path = folder / name
    path.write_bytes(BAD_FILES[name][0])
    return path
