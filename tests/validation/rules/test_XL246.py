"""XL246 shown-otherwise: a number is shown as a date, or a date as a number."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from tests.validation.edited import found, original, part_of


def test_the_example(tmp_path: Path) -> None:
    """The share of a month is shown as a date."""
    sheet = part_of("Periods")
    with zipfile.ZipFile(original()) as package:
        date = re.search(r'<c r="A5" s="(\d+)"', package.read(sheet).decode())
    assert date is not None
    shown = (sheet, r'<c r="H7" s="\d+"', f'<c r="H7" s="{date[1]}"')
    assert found(tmp_path, shown) == [("XL246", "Periods!H7")]
