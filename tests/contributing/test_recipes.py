"""Each recipe of CONTRIBUTING.md works, word for word, on a copy of the repository."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from tests.contributing.recipes import ROOT, Copy, recipe
from xltargets.actions.registry import Action
from xltargets.addin.libreoffice import oxt
from xltargets.templates.schema import Column
from xltargets.workbooks.reader import read

pytestmark = pytest.mark.nightly

TITLES = {
    "A worksheet function",
    "A rule",
    "A column",
    "A template",
    "An action",
    "A language",
    "Labels of a CRM",
    "A host",
}
HAS_SDK = any((office / "sdk/bin/unoidl-write").is_file() for office in oxt._SDK)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_each_kind_of_addition_has_its_recipe_and_each_recipe_its_test() -> None:
    headings = re.findall(r"^### (.+?)(?: \(\*nightly\*\))?$", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.M)
    assert set(headings) == TITLES
    followed = re.findall(r'(?:follow|recipe)\("([^"]+)"', Path(__file__).read_text("utf-8"))
    assert set(followed) == TITLES


@pytest.mark.skipif(not HAS_SDK, reason="LibreOffice's SDK is not installed")
def test_function(copy: Copy) -> None:
    said = copy.follow("A worksheet function")
    assert said[0].strip() == "10"
    assert all("passed" in one for one in said[1:3])
    names = [one["name"] for one in json.loads(copy.read("udfs/functions.json"))]
    assert "TARGET_GAP" in names
    assert "10;0" in copy.read("docs/functions/TARGET_GAP.md")
    assert "TARGET_GAP" in copy.read("udfs/xlam-source/xlTargetsFunctions.bas")
    assert "any targetgap([in] any a1, [in] any a2);" in copy.read(
        "src/xltargets/addin/libreoffice/client/xltargets.idl"
    )


def test_rule(copy: Copy) -> None:
    said = copy.follow("A rule")
    assert "XL599 unit-in-capitals (info, since 0.4.0)" in said[0]
    assert "passed" in said[1]
    assert "The unit in Settings is NORTH." in copy.read("docs/rules/XL599.md")
    assert "[XL599](XL599.md)" in copy.read("docs/rules/README.md")


def told(output: str) -> list[str]:
    """The findings that a check tells: code, severity and what is said."""
    return re.findall(r"\bXL\d{3} .*", output)


def findings_of_sample(copy: Copy) -> list[str]:
    """What is told of the sample as it is: its vague objective, and the sales of somebody who left."""
    copy.run("xltargets new target-plan --sample -o before.xlsx")
    found = told(copy.run("xltargets validate before.xlsx"))
    assert [one[:5] for one in found] == ["XL322", "XL551"]
    return found


@pytest.mark.skipif("since" not in {one.name for one in dataclasses.fields(Column)}, reason="columns have no version")
@pytest.mark.nightly
def test_column(copy: Copy) -> None:
    before = findings_of_sample(copy)
    said = copy.follow("A column")
    assert "deputy" in copy.read("docs/templates/target-plan.md")
    table = read(copy.folder / "plan.xlsx").tables["actions"]
    assert table.columns[-1].name == "Deputy", "an older workbook has room for it at the end"
    assert "1 accepted, 0 refused" in said[-1]
    assert told(said[-1]) == before
    old = ROOT / "tests" / "fixtures" / "workbooks" / "v1" / "en" / "target-plan-sample.xlsx"
    assert "XL2" not in copy.run(f"xltargets validate {old} --exit-zero")


@pytest.mark.nightly
def test_template(copy: Copy) -> None:
    said = copy.follow("A template")
    assert "XL" not in said[1]
    assert "Customer" in copy.read("docs/templates/visit-log.md")
    assert 'msgid "Visit log"' in copy.read("src/xltargets/locale/zh_CN/LC_MESSAGES/messages.po")
    assert read(copy.folder / "visits.xlsx").properties["xltargets.template"] == "visit-log"
    python = "from xltargets.addin.excel.ribbon import custom_ui; print(custom_ui())"
    assert "new:visit-log" in copy.run(f'python -c "{python}"')


@pytest.mark.skipif(
    "module" in {one.name for one in dataclasses.fields(Action)}, reason="actions are declared in place"
)
def test_action(copy: Copy) -> None:
    said = copy.follow("An action")
    assert said[1].strip() == f"{len(read(copy.folder / 'plan.xlsx').tables)} tables."
    assert "Count tables" in copy.read("udfs/officejs/manifest.xml")
    assert "xlt_count_tables" in copy.read("udfs/xlam-source/customUI14.xml")


def test_crm_labels(copy: Copy) -> None:
    copy.follow("Labels of a CRM")
    history = read(copy.folder / "plan.xlsx").tables["history"]
    sheet = read(copy.folder / "plan.xlsx").sheets[history.sheet]
    rows = [[sheet.value(history.area.top + row, column) for column in (2, 3)] for row in (1, 2)]
    assert rows == [["Ann", 1200.0], ["Bo", 800.0]]


@pytest.mark.skipif(
    importlib.util.find_spec("xltargets.hosts.wire.perform") is None, reason="hosts have no common way to perform"
)
def test_host(copy: Copy) -> None:
    copy.follow("A host")
    copy.run("xltargets new target-plan --sample -o plan.xlsx")
    call = "press('check-smart', Path('plan.xlsx'), lambda: 46173.0)['problem']"
    assert copy.run(f'python -c "from pathlib import Path; from xltargets.hosts.terminal import press; print({call})"')


MARKS = str.maketrans("aeou", "âêôû")


def marked(text: str) -> str:
    """The text with marks on its vowels, but not on the names between braces, nor on names that stay."""
    pieces = re.split(r"(\{[^}]*\}|\b[A-Z][A-Z_]{2,}\b|xltargets[\w ]*|xlTargets)", text)
    return "".join(one if number % 2 else one.translate(MARKS) for number, one in enumerate(pieces))


def translate_all(catalogue: Path) -> None:
    """A pretend translation of every message."""
    with catalogue.open("rb") as file:
        found = read_po(file)
    for message in found:
        if message.id:
            message.string = marked(message.id)
    with catalogue.open("wb") as file:
        write_po(file, found, width=120)


@pytest.mark.nightly
def test_language(copy: Copy) -> None:
    """Built, accepted, and offered everywhere: nothing but the file and the catalogue was touched."""
    declaration, build, again = recipe("A language")
    copy.put(declaration)
    note = copy.run(build.text)
    assert re.search(r"eo: \d+ messages have no translation yet", note)
    po = copy.folder / "src/xltargets/locale/eo/LC_MESSAGES/messages.po"
    translate_all(po)
    said = [copy.run(line) for line in again.text.splitlines() if line.strip()]
    assert "no translation" not in said[0]
    contents = read(copy.folder / "plan.xlsx")
    assert contents.properties["xltargets.language"] == "eo"
    assert marked("Settings") in contents.sheets
    assert "âccêptêd" in said[-1].lower(), said[-1]
    # The sample breaks two rules on purpose, in every language.
    assert {one[:5] for one in told(said[-1])} == {"XL322", "XL551"}
    offered = copy.run("xltargets validate --help")
    assert re.search(r"\[en\|eo\|zh-CN\|zh-TW\]", offered)
    python = "from xltargets.addin.officejs.pages import pages; print(pages()['functions.js'])"
    assert '"eo": "eo"' in copy.run(f'python -c "{python}"')
    assert "Esperanto" in copy.run('python -c "from xltargets.samples.gallery import page; print(page())"')
