"""The links of README and docs lead somewhere, and from a translated page to pages of its language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xltargets.locale import LANGUAGES

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
TRANSLATED = {path: code for path in PAGES for code in LANGUAGES if path.name.endswith(f".{code}.md")}
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_OF_LANGUAGES = re.compile(r"^\[(?:English|简体中文|繁體中文)\]\(")


def links(page: Path) -> list[str]:
    """What it links to in the repository, without the line that names the languages."""
    lines = [line for line in page.read_text("utf-8").splitlines() if not _OF_LANGUAGES.match(line)]
    return [one for line in lines for one in _LINK.findall(line) if "://" not in one and not one.startswith("mailto:")]


def test_every_link_leads_to_a_file() -> None:
    found = [(page, one, page.parent / one.partition("#")[0]) for page in PAGES for one in links(page)]
    assert len(found) > 500
    assert [f"{page.name}: {one}" for page, one, target in found if not target.exists()] == []


@pytest.mark.parametrize("page", TRANSLATED, ids=lambda page: page.name)
def test_a_page_stays_in_its_language(page: Path) -> None:
    """An anchor leads to what only the English page tells."""
    own = TRANSLATED[page]
    wrong = [
        one
        for one in links(page)
        if one.endswith(".md")
        and (translated := one.replace(".md", f".{own}.md"))
        and (page.parent / translated).exists()
    ]
    assert wrong == []
