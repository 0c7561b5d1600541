"""Thousands of submissions from the samples of every template: units and people of their own, planted mistakes."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from submissions import SAMPLES

from xltargets.building.builder import build
from xltargets.samples import sample
from xltargets.templates import TEMPLATES
from xltargets.templates.content import with_offers

FATES = ("whole", "a text where a number was", "cut short", "no workbook")
_PEOPLE = ("member", "person", "owner")
_NUMBER = re.compile(rb'<c r="([A-Z]+\d+)"( s="\d+")?><v>[\d.]+</v></c>')


def batches(count: int) -> list[range]:
    """The numbers of so many files, in parts that processes make."""
    return [range(first, min(first + 500, count)) for first in range(0, count, 500)]


def make(folder: Path, numbers: range) -> None:
    """Files of these numbers, a hundred to a folder; four in a row are the workbooks of a unit. What is there stays."""
    samples = _samples()
    people = sorted({str(row[key]) for filling in _fillings() for row in filling if (key := _key(row))} - {"Vacant"})
    for number in numbers:
        path = folder / f"units-{number // 100:03}" / f"unit-{number:05}.xlsx"
        if path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        unit, kind = divmod(number, len(samples))
        fate = FATES[unit % len(FATES)]
        if fate == "no workbook":
            content = b"Month,Weight\n%d,1\n" % number
        else:
            content = own(samples[kind], unit, people, harm=fate == FATES[1])
        if fate == "cut short":
            content = content[: len(content) * 2 // 3]
        path.write_bytes(content)


@cache
def _samples() -> list[bytes]:
    with TemporaryDirectory() as temporary:
        made = []
        for key in SAMPLES:
            path = Path(temporary) / f"{key}.xlsx"
            build(TEMPLATES[key], path, with_offers(TEMPLATES[key], sample(key)))
            made.append(path.read_bytes())
        return made


def _fillings() -> list[list[dict[str, object]]]:
    return [rows for key in SAMPLES for rows in sample(key).tables.values()]


def _key(row: dict[str, object]) -> str:
    return next((key for key in _PEOPLE if isinstance(row.get(key), str)), "")


def own(content: bytes, unit: int, people: list[str], *, harm: bool) -> bytes:
    """The same workbook of another unit with other people; where there is harm with a text where a number was.

    Each unit is harmed on another sheet, in the first number from there on.
    """
    made = io.BytesIO()
    names = re.compile("|".join(map(re.escape, ("North Harbour", *people))).encode())
    ids = re.compile(rb">(north-harbour|E10\d)<")
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        sheets = [name for name in source.namelist() if name.startswith("xl/worksheets/sheet")]
        turned = sheets[unit % len(sheets) :] + sheets[: unit % len(sheets)]
        harmed = next(name for name in turned if _NUMBER.search(source.read(name))) if harm else ""
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/") and name.endswith(".xml"):
                part = names.sub(rb"\g<0> %05d" % unit, part)
                part = ids.sub(rb">\1-%05d<" % unit, part)
            if name == harmed:
                part = _NUMBER.sub(rb'<c r="\1"\2 t="str"><v>many</v></c>', part, count=1)
            target.writestr(name, part)
    return made.getvalue()
