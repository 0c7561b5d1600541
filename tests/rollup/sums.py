"""Whether targets sum to their whole, in workbooks as they are read."""

from __future__ import annotations

from math import fsum
from pathlib import Path

from xltargets.rollup.extraction import Extract, extract_view
from xltargets.rollup.handing_out.phasing import phased
from xltargets.views.view import View
from xltargets.workbooks.reader import read


def content(path: Path) -> Extract:
    return extract_view(View.of(read(path)), path.name)


def targets(extract: Extract) -> list[float]:
    return [float(row.values["target"]) for row in extract.rows["periods"]]  # type: ignore[arg-type]


def without_own(extract: Extract) -> list[float]:
    """What was handed to a unit: its targets without its own phasing."""
    return [target - moved for target, moved in zip(targets(extract), phased(extract), strict=True)]


def margins_are_exact(extract: Extract) -> None:
    lines = [[one if isinstance(one, float) else 0.0 for one in line] for line in extract.grids["grid"].values]
    assert [fsum(column) for column in zip(*lines, strict=True)] == targets(extract)
    assert fsum(map(fsum, lines)) == extract.number("settings.total")
