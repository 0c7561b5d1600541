"""One command makes what is generated: what differs is told and mended, and what cannot be made changes nothing."""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.contributing.recipes import Copy
from xltargets.cli import main
from xltargets.dev import catalogues, pictures
from xltargets.dev.generated import MADE
from xltargets.dev.hooks import hooks
from xltargets.dev.rule_pages import rule_pages
from xltargets.dev.sameness import same
from xltargets.dev.template_pages import template_pages
from xltargets.templates import TEMPLATES
from xltargets.validation.registry import HEADINGS, rules

pytestmark = pytest.mark.nightly

BUILD = "python -m xltargets.dev build"


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_what_differs_is_told_then_mended(tmp_path: Path) -> None:
    copy = Copy(tmp_path)
    only = "--only docs --only hooks"
    copy.run(f"{BUILD} {only}")
    assert copy.run(f"{BUILD} {only} --check") == ""
    page = tmp_path / "docs" / "rules" / "XL304.md"
    right = page.read_bytes()
    page.write_text("by hand", encoding="utf-8")
    (tmp_path / "docs" / "rules" / "XL999.md").write_text("of a rule that is gone", encoding="utf-8")
    (tmp_path / ".pre-commit-hooks.yaml").unlink()
    told = copy.run(f"{BUILD} {only} --check", status=1).splitlines()
    assert told[:3] == [
        ".pre-commit-hooks.yaml is not up to date.",
        "docs/rules/XL304.md is not up to date.",
        "docs/rules/XL999.md is not up to date.",
    ]
    assert page.read_text(encoding="utf-8") == "by hand", "--check writes nothing"
    copy.run(f"{BUILD} {only}")
    assert page.read_bytes() == right
    assert not (tmp_path / "docs" / "rules" / "XL999.md").exists()
    assert copy.run(f"{BUILD} {only} --check") == ""


@pytest.mark.nightly
def test_a_missing_program_is_one_sentence_and_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page and all pictures are not up to date; LibreOffice is not there. So the page is not written either."""
    copy = Copy(tmp_path)
    (tmp_path / "workbook_templates").mkdir()
    (tmp_path / "docs" / "functions" / "README.md").write_text("by hand", encoding="utf-8")
    before = digests(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep)
    said = copy.run(f"{BUILD} --only docs --only pictures", status=2)
    assert re.fullmatch(r"Error: Not found: \w+.*\. Pictures.* need .*\.\n", said), said
    assert digests(tmp_path) == before


def test_a_folder_that_is_no_checkout(tmp_path: Path) -> None:
    from xltargets.dev.__main__ import main as dev

    done = CliRunner().invoke(dev, ["build", "--root", str(tmp_path)])
    assert done.exit_code == 2
    assert "is no checkout of xltargets" in done.output
    assert not list(tmp_path.iterdir())


def test_packages_are_compared_by_their_parts(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.xlsx" for name in ("stored", "deflated", "other")]
    for path, method, text in zip(paths, (0, 8, 8), ("one", "one", "two"), strict=True):
        with zipfile.ZipFile(path, "w", method) as package:
            package.writestr("part.xml", text * 100)
    assert same(paths[0], paths[1])
    assert not same(paths[0], paths[2])
    assert not same(paths[0], tmp_path / "missing.xlsx")


def test_a_picture_stays_as_long_as_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree, folder = tmp_path / "tree", tmp_path / "folder"
    old, new = "docs/images/workbooks.png", "docs/images/meeting.png"
    (tree / "docs" / "images").mkdir(parents=True)
    (tree / pictures.RECORD).parent.mkdir(parents=True)
    for name in (old, new):
        (tree / name).write_bytes(b"picture")
    (tree / pictures.RECORD).write_text(f'{{"{old}": "1", "{new}": "1"}}', encoding="utf-8")
    drawn: list[str] = []
    monkeypatch.setattr(pictures, "_write_meeting", lambda page: page.write_text(""))
    monkeypatch.setattr(pictures, "_digests", lambda _folder, _page: {old: "1", new: "2"})
    monkeypatch.setattr(pictures, "_draw", lambda _folder, wanted, _page: drawn.extend(wanted))
    pictures.make(folder, tree, draw=False)
    assert (folder / old).read_bytes() == b"picture"
    assert not (folder / new).exists()
    assert drawn == []
    pictures.make(folder, tree, draw=True)
    assert drawn == [new]


HEAD = '# Ours.\nmsgid ""\nmsgstr ""\n"Language: eo\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'


def test_catalogues_keep_translations_and_take_new_messages(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[[tool.babel.mappings]]\nmethod = "python"\npattern = "src/xltargets/**.py"\n', encoding="utf-8"
    )
    locale = tmp_path / catalogues.LOCALE
    folder = locale / "eo" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (locale / "languages").mkdir()
    (locale / "languages" / "eo.py").write_text(
        "from xltargets.locale.language import Language\n"
        'LANGUAGE = Language(code="eo", name="Esperanto", font="Calibri", tags=("eo",))\n',
        encoding="utf-8",
    )
    (tmp_path / "src" / "xltargets" / "one.py").write_text('N_("Kept")\nN_("New {count}")\n', encoding="utf-8")
    (folder / "messages.po").write_text(
        HEAD + '\nmsgid "Gone"\nmsgstr "For"\n\nmsgid "Kept"\nmsgstr "Gardita"\n', encoding="utf-8"
    )
    (note,) = catalogues.make(tmp_path)
    assert note.startswith("eo: 1 messages have no translation yet")
    text = (folder / "messages.po").read_text(encoding="utf-8")
    assert text.startswith(HEAD + "\n")
    assert "Gone" not in text
    assert 'msgid "Kept"\nmsgstr "Gardita"' in text
    assert 'msgid "New {count}"\nmsgstr ""' in text
    compiled = (folder / "messages.mo").read_bytes()
    assert b"Gardita" in compiled
    assert b"New {count}" not in compiled, "what is not translated is shown in English"
    assert catalogues.make(tmp_path) == [note]
    assert (folder / "messages.po").read_text(encoding="utf-8") == text


def test_each_rule_and_each_template_has_its_page() -> None:
    pages = rule_pages()
    assert set(pages) == {"README.md", *(f"{code}.md" for code in rules())}
    for code, rule in rules().items():
        page = pages[f"{code}.md"]
        assert [line[3:] for line in page.splitlines() if line.startswith("## ")] == list(HEADINGS)
        assert f"| {rule.severity.word} | {rule.since} |" in page
        (source,) = re.findall(r"\[Source\]\(\.\./\.\./(.+?)\)", page)
        assert f'"{code}"' in Path(source).read_text(encoding="utf-8")
    assert set(template_pages()) == {"README.md", *(f"{key}.md" for key in TEMPLATES)}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_a_page_has_every_sheet_and_column(template) -> None:
    page = template_pages()[f"{template.key}.md"]
    assert [line[3:] for line in page.splitlines() if line.startswith("## ")] == [one.title for one in template.sheets]
    blocks = {match[1]: match[0] for match in re.finditer(r"^(?:Table|Form) `(\w+)`.*?(?=^#|\Z)", page, re.M | re.S)}
    assert set(blocks) == set(template.tables)
    for name, table in template.tables.items():
        rows = [line.split(" | ")[:3] for line in blocks[name].splitlines() if line.startswith("| ")][2:]
        declared = [[f"| {one.label}", f"`{one.identifier}`", one.kind.value] for one in table.columns]
        assert [[*row[:2], row[2].partition(",")[0]] for row in rows] == declared


def test_a_column_says_all_that_it_asks_for() -> None:
    page = template_pages()["target-plan.md"]
    (line,) = [one for one in page.splitlines() if one.startswith("| Progress | `progress` |")]
    assert "at least 0; at most 1" in line
    (line,) = [one for one in page.splitlines() if one.startswith("| Objective | `objective` | text | a value of")]
    assert "`objectives.objective`" in line
    assert "sums to `settings.total`" in page


def test_the_hook_takes_workbooks_and_its_command_is_one() -> None:
    entry, files = (re.search(rf"^  {key}: '?(.+?)'?$", hooks(), re.MULTILINE)[1] for key in ("entry", "files"))
    for name, taken in {"plan.xlsx": True, "a/Plan.XLSM": True, "deals.csv": False, "xlsx/notes.md": False}.items():
        assert bool(re.search(files, name)) is taken, name
    program, command = entry.split()
    assert program == "xltargets"
    assert command in main.list_commands(None)


def test_every_generated_file_of_the_repository_is_known() -> None:
    patterns = [one for several in MADE.values() for one in several]
    assert len(set(patterns)) == len(patterns)
    root = Path(__file__).parents[2]
    assert [one for one in patterns if not list(root.glob(one)) and "frozen" not in one] == []
