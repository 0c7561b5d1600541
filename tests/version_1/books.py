"""The workbooks of version 1 as people have them: all five templates, three languages, empty and filled."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "fixtures" / "workbooks" / "v1"
BOOKS = sorted(FOLDER.rglob("*.xlsx"))
SAMPLES = [book for book in BOOKS if book.stem.endswith("-sample")]
END_OF_MAY = 46173.0


def name_of(book: Path) -> str:
    """The name of a test."""
    return f"{book.parent.name}/{book.stem}"
