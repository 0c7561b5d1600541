"""What each version declared is kept, never changes, and can be had again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from xltargets.locale import LANGUAGES, translator
from xltargets.templates import TEMPLATES
from xltargets.templates import frozen as package
from xltargets.templates.frozen import as_text, file_name, freeze, frozen
from xltargets.templates.schema import Template
from xltargets.templates.versions import at

FOLDER = Path(package.__file__).parent
RELEASED = {
    "company-scorecard.v1.json": "0c812c1a0c35c3f2cc30affe04e73e02b6e3fc5b021e3c464a874e31a3fab500",
    "crm-log.v1.json": "256c0dac7368d84c56990919cd0e2ebc74915c071f477f986346ec0d4822fe1a",
    "risk-register.v1.json": "5e914fec13b68cd2e00c5ffbc7154725fe31759cb71a84ae234c718809073d2e",
    "target-plan.v1.json": "759f8686ecfb703ac05965ca94306134810b26e3ee25bd1eb4c5b8a8ef7f248c",
    "team-scorecard.v1.json": "7158759f390e986393691d30e17f6724120f289f74681e28699bb0070a100c32",
}
"""The versions that people have workbooks of. Add a line at a release; never change one."""


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_the_newest_version_is_what_is_declared(template: Template) -> None:
    """A column that is added, renamed or worded otherwise needs a version of its own, if this one is released."""
    name = file_name(template.key, template.version)
    assert (FOLDER / name).read_text(encoding="utf-8") == as_text(template), f"{name}: python -m xltargets.dev build"


@pytest.mark.parametrize(("name", "digest"), RELEASED.items())
def test_released_versions_never_change(name: str, digest: str) -> None:
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_each_version_can_be_had_again(template: Template) -> None:
    assert at(template, template.version) is template
    for version in range(1, template.version):
        older = at(template, version)
        assert older is not None
        assert freeze(older) == frozen(template.key, version)
    assert at(template, 0) is None
    assert at(template, template.version + 1) is None


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_what_is_new_says_so_and_stands_at_the_end(template: Template) -> None:
    for version in range(1, template.version):
        older = at(template, version)
        assert older is not None
        since = {block: sheet.since for sheet in template.sheets for block in sheet.blocks if isinstance(block, type)}
        for name, declared in template.tables.items():
            if name not in older.tables:
                assert since[declared] > version  # on a sheet of its own
                continue
            known = [column.identifier for column in older.tables[name].columns]
            today = [column.identifier for column in declared.columns]
            assert today[: len(known)] == known
            assert all(column.since > version for column in declared.columns[len(known) :])
            assert all(column.since <= version for column in declared.columns[: len(known)])


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_old_labels_still_have_their_translation(language: str) -> None:
    """A workbook's headers are recognised by the labels of its own version, in its own language."""
    translate = translator(language)
    for template in TEMPLATES.values():
        for version in range(1, template.version):
            record = frozen(template.key, version)
            assert record is not None
            labels = {
                column["label"]
                for sheet in record["sheets"]
                for block in sheet["blocks"]
                for column in block.get("columns", ())
                if isinstance(column, dict)
            }
            titles = {sheet["title"] for sheet in record["sheets"]}
            same = {label for label in labels | titles if translate(label) == label}
            # Codes and abbreviations are the same in every language.
            assert all(len(label) <= 4 or label.isupper() for label in same), same
