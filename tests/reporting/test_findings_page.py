"""The findings as a page and as a workbook: all of them, and nothing from a workbook does anything in either."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import openpyxl
import pytest
from tests.browser import ask, needs_chromium
from tests.node_tools import NODE_MODULES

from xltargets.locale import translator

AXE = NODE_MODULES / "axe-core" / "axe.min.js"
SHOWN = """
const rows = () => [...document.querySelectorAll("section.file tbody tr")].filter(one => one.offsetParent)
  .map(one => one.cells[2].textContent);
const before = rows();
const box = document.querySelector("input[value=error]");
box.checked = false; box.dispatchEvent(new window.Event("change"));
const without = rows();
box.checked = true; box.dispatchEvent(new window.Event("change"));
const search = document.getElementById("search");
search.value = "north weight"; search.dispatchEvent(new window.Event("input"));
return [before, without, rows(), document.getElementById("shown").textContent,
  document.documentElement.scrollWidth <= document.documentElement.clientWidth];
"""


def test_every_workbook_and_finding_is_on_the_page(write) -> None:
    page = write("html")
    assert re.findall(r'<span class="s (?:ok|no)">(\w+)</span></td>', page) == ["refused", "accepted"]
    assert [int(one) for one in re.findall(r"<b>(\d+)</b>", page)] == [2, 1, 1, 1, 1, 1]
    assert "Weight is -2; expected 0 or more." in page
    assert page.count("<script") == 1
    assert "&lt;script&gt;alert(1)" in page
    assert "https:" not in page
    assert "http:" not in page


def test_the_page_is_whole_in_chinese(write) -> None:
    page = write("html", language="zh-CN", translate=translator("zh-CN"))
    assert '<html lang="zh-CN">' in page
    assert "检查结果" in page
    shown = re.sub(r"<(style|script)>.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
    assert not re.search(r"\b(Findings|Workbooks|Severity|Where|Rule|Search|accepted|refused)\b", shown)


@needs_chromium
@pytest.mark.parametrize("width", [1366, 390])
def test_rows_are_searched_and_filtered_and_nothing_is_wider_than_the_page(write, width: int) -> None:
    before, without, searched, shown, fits = ask(write("html"), SHOWN, width)
    assert before == ["XL304", "XL310", "XL203"]
    assert without == ["XL310", "XL203"]
    assert searched == ["XL304"]
    assert shown == "1 of 3"
    assert fits


@needs_chromium
@pytest.mark.skipif(not AXE.is_file(), reason=f"axe-core of npm: not in {NODE_MODULES.name}")
def test_axe_finds_no_violation(write) -> None:
    plain = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", write("html"))
    axe = AXE.read_text("utf-8").replace("</script", "<\\/script")
    script = "return (await window.axe.run()).violations.map(one => one.id + ': ' + one.nodes[0].html.slice(0, 150));"
    assert ask(plain.replace("</body>", f"<script>{axe}</script></body>"), script) == []


def test_the_workbook_has_both_tables_and_no_formula(write_bytes, reports) -> None:
    bad = reports[1].findings[0]
    reports[1] = replace(reports[1], findings=(replace(bad, fault=replace(bad.fault, repair="=HYPERLINK(1)")),))
    book = openpyxl.load_workbook(io.BytesIO(write_bytes("xlsx")))
    assert [list(line)[:6] for line in book["Workbooks"].iter_rows(min_row=2, values_only=True)] == [
        ["plans/north.xlsx", "refused", "target-plan", 1, 1, 0],
        ["plans/south.xlsx", "accepted", "target-plan", 0, 0, 1],
    ]
    found = list(book["Findings"].iter_rows(min_row=2))
    assert [line[2].value for line in found] == ["XL304", "XL310", "XL203"]
    assert found[0][5].value == "Weight is -2; expected 0 or more."
    assert found[2][6].value == "=HYPERLINK(1)"
    assert found[2][6].data_type == "s"
    assert found[2][6].quotePrefix
    assert [list(sheet.tables) for sheet in book] == [["workbooks"], ["findings"]]
