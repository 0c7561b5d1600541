"""The page for a meeting: the figures of the workbooks, escaped, self-contained, whole or not at all."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from click.testing import CliRunner, Result

from tests.rollup.submitted import TEAMS, folder, refused_plan
from tests.rollup.test_company import sold_by, total_of
from xltargets.building.builder import build
from xltargets.cli import main
from xltargets.reporting.meeting import trend
from xltargets.rollup.meeting import Month
from xltargets.samples.submissions import team_filling
from xltargets.templates import TEMPLATES


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, arguments), "--as-of", "2026-06-02"])


class Cells(HTMLParser):
    """The texts of the table cells and headings of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "line", "rect", "circle", "polyline", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("meta", "line", "rect", "circle", "polyline", "br"):
            return
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(data.strip())


def test_the_page_has_the_figures_of_the_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "meeting.html"
    result = run(folder(), "-o", path)
    assert result.exit_code == 0, result.output
    page = path.read_text(encoding="utf-8")
    texts = Cells(page).texts
    assert Cells(page).open == []
    assert f"{sum(map(total_of, TEAMS)):,}" in texts
    assert f"{sum(map(sold_by, TEAMS)):,.0f}" in texts
    for heading in (
        "Attainment and pace",
        "Who needs help",
        "Risks",
        "Slipping deals",
        "Proposals for the open months",
    ):
        assert heading in texts
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page


def test_names_from_workbooks_are_escaped(tmp_path: Path) -> None:
    filling = team_filling("North Harbour")
    filling.forms["settings"]["unit"] = '<img src=x onerror="alert(1)">'
    build(TEMPLATES["target-plan"], tmp_path / "plan.xlsx", filling)
    run(tmp_path / "plan.xlsx", "-o", tmp_path / "m.html")
    page = (tmp_path / "m.html").read_text(encoding="utf-8")
    assert "<img" not in page
    assert "&lt;img" in page


def test_what_is_refused_is_listed(tmp_path: Path) -> None:
    result = run(folder(), refused_plan(tmp_path), "-o", tmp_path / "m.html")
    assert result.exit_code == 1
    page = (tmp_path / "m.html").read_text(encoding="utf-8")
    assert re.search(r"south-bay-plan\.xlsx</td><td>Settings!B7: Owner is empty", page)


def test_nothing_is_written_where_there_is_nothing_to_tell(tmp_path: Path) -> None:
    refused = refused_plan(tmp_path)
    result = run(refused, "-o", tmp_path / "m.html")
    assert (result.exit_code, (tmp_path / "m.html").exists()) == (2, False)
    assert "expected a target plan" in result.output


def test_the_trend_is_drawn_to_scale() -> None:
    """A top of 200 in steps of 50: 100 is half as high as the room above the floor."""
    drawn = trend([Month("a", 200.0, 100.0), Month("b", 150.0, None)])
    assert drawn is not None
    assert [tick["label"] for tick in drawn.ticks] == ["0", "50", "100", "150", "200"]
    floor, top = drawn.ticks[0]["y"], drawn.ticks[-1]["y"]
    assert drawn.bars[0]["height"] * 2 == floor - top
    assert drawn.bars[1]["height"] is None
    assert drawn.dots[0]["y"] == top
    assert trend([]) is None
