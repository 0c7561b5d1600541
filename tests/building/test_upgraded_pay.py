"""A scorecard of version 1 upgraded: every payout is the one that it was, and months can be closed by it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.rollup.small_unit import END_OF_MARCH
from xltargets.cli import main
from xltargets.rollup.extraction import extract_view
from xltargets.views.view import View
from xltargets.workbooks.reader import read

FOLDER = Path(__file__).parents[1] / "fixtures" / "workbooks" / "v1"
SAMPLES = sorted(path for path in FOLDER.glob("*/team-scorecard-sample.xlsx"))


def _pay(path: Path) -> list[list[object]]:
    rows = extract_view(View.of(read(path), END_OF_MARCH), path.name).rows["commission"]
    columns = ("member", "month", "credit", "quota", "earned", "clawback", "payout", "balance")
    return [
        [round(value, 2) if isinstance(value, float) else value for value in map(row.values.get, columns)]
        for row in rows
    ]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.parent.name)
def test_payouts_stay(sample: Path, tmp_path: Path) -> None:
    book = Path(shutil.copyfile(sample, tmp_path / sample.name))
    before = _pay(book)
    done = CliRunner().invoke(main, ["upgrade", str(book)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert any(row[6] for row in before)
    assert _pay(book) == before
    view = View.of(read(book), END_OF_MARCH)
    assert {"closed", "adjustments"} <= view.tables.keys()
    assert view.fields["settlement.payout"].value == view.fields["statement.payout"].value
