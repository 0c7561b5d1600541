"""docs/ledger.md: what it tells auditors to do is done, word for word, on a ledger; and its example is worked out."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from tests.ledger.small import NORTH, YEAR, close, year
from xltargets.ledger.book import Ledger
from xltargets.ledger.earning import Month, Person, Team
from xltargets.ledger.entry import EARNED, FIELDS
from xltargets.ledger.file import write_ledger
from xltargets.ledger.terms import Terms

PAGE = Path(__file__).parents[2] / "docs" / "ledger.md"
THREE = year([1200, 800, 5000])


def _code(language: str, containing: str) -> str:
    blocks = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    [found] = [block for block in blocks if containing in block]
    return found


def _python(folder: Path) -> subprocess.CompletedProcess[str]:
    script = _code("python", "hashlib")
    return subprocess.run([sys.executable, "-I", "-c", script], cwd=folder, text=True, capture_output=True, check=False)


def test_the_chain_is_worked_out_without_xltargets(tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    write_ledger(path, THREE, Ledger())
    assert _python(tmp_path).stdout.strip() == THREE.end
    path.write_text(path.read_text("utf-8").replace(",16.00,", ",17.00,", 1), "utf-8")
    assert _python(tmp_path).stderr.strip() == "Entry 7 is not as it was written."


@pytest.mark.skipif(shutil.which("sha256sum") is None or shutil.which("rev") is None, reason="no such shell")
def test_one_line_is_worked_out_in_a_shell(tmp_path: Path) -> None:
    write_ledger(tmp_path / "ledger.csv", THREE, Ledger())
    script = _code("sh", "sha256sum")
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, text=True, capture_output=True, check=True)
    assert done.stdout.split()[0] == THREE.entries[0].hash


def test_the_example_of_the_page() -> None:
    """Ben's February, and what comes late in March."""
    terms = Terms.parse("marginal; 0=0.03 0.8=0.05 1=0.07; cap=9000")
    assert str(terms) in PAGE.read_text("utf-8")

    def ben(*credits_of: float) -> Team:
        months = tuple(
            Month(of=f"2026-{place:02d}", credit=credit, quota=58_359.0, plan="2025-01-01", terms=terms)
            for place, credit in enumerate(credits_of, 1)
        )
        return Team(unit=NORTH, people=(Person(person_id="E102", person="Ben", months=months),))

    ledger = close(Ledger(), YEAR, ben(0.0))
    ledger = close(ledger, "2026-02", ben(0.0, 56_112.0))
    ledger = close(ledger, "2026-03", ben(0.0, 61_112.0, 0.0))
    booked = [(one.period, one.commission) for one in ledger.standing(EARNED) if one.of == "2026-02"]
    assert booked == [("2026-02", Decimal("1871.86")), ("2026-03", Decimal("305.06"))]


def test_every_column_is_told() -> None:
    page = PAGE.read_text("utf-8")
    table = page[page.index("| column |") : page.index("Lines after a")]
    assert [name for name in FIELDS if f"`{name}`" not in table] == []
