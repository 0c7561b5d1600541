"""Files of waivers: what is read, and what is refused in a sentence."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from xltargets.validation.waivers import Waiver, WaiverProblem, load

ENTRY = '[[waiver]]\nfile = "north.xlsx"\nfinding = "3f2a9c0d1e4b5a67"\n'


def test_an_entry(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(ENTRY + 'reason = "Agreed."\nuntil = 2026-12-31\n', encoding="utf-8")
    until = datetime.date(2026, 12, 31)
    assert load(path).entries == (Waiver("north.xlsx", "3f2a9c0d1e4b5a67", "Agreed.", until),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ENTRY, "waiver 1: reason is missing; expected why the finding is accepted, in a sentence."),
        (ENTRY + 'reason = " "\n', "waiver 1: reason is missing"),
        (ENTRY + "reason = 5\n", "waiver 1: reason: found 5; expected why"),
        (ENTRY + 'reason = "x"\nwhy = "y"\n', "waiver 1: there is no key 'why'; expected file, finding"),
        ("waiver = 5\n", "expected entries [[waiver]]"),
        ("[[waiver", "is not valid TOML"),
    ],
)
def test_what_is_wrong_with_it(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WaiverProblem) as problem:
        load(path)
    assert told in str(problem.value)
