"""SARIF held against the schema of its standard, as Microsoft publishes it for JavaScript (`@microsoft/jest-sarif`)."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from tests.node_tools import NODE_MODULES
from tests.validation import bad_files

from xltargets.locale import LANGUAGES, translator
from xltargets.reporting import reporter
from xltargets.reporting.base import ReportOptions
from xltargets.validation.report import Summary
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings

DAMAGED = ("ENCRYPTED", "LEGACY", "EMPTY", "TEXT", "BROKEN_XML", "DOCTYPE", "MACROS")
SCHEMA = NODE_MODULES / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
pytestmark = pytest.mark.skipif(not SCHEMA.exists(), reason=f"@microsoft/jest-sarif of npm: not in {NODE_MODULES.name}")


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft4Validator:
    found = json.loads(SCHEMA.read_text("utf-8"))
    assert found["$schema"] == "http://json-schema.org/draft-04/schema#"
    return jsonschema.Draft4Validator(found)


def problems(schema: jsonschema.Draft4Validator, text: str) -> list[str]:
    return [f"{one.json_path}: {one.message[:200]}" for one in schema.iter_errors(json.loads(text))]


def test_findings_of_all_kinds_of_text(schema, write) -> None:
    """One with hostile text in its file's name, its sheet and its message, and one without findings."""
    assert not problems(schema, write("sarif"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sample_and_files_that_are_damaged(schema, tmp_path: Path, language: str) -> None:
    """With findings at cells, at areas, at whole sheets, and of files that have no sheet."""
    out = io.StringIO()
    form = reporter("sarif")(out, ReportOptions(date(2026, 5, 31), translate=translator(language)))
    validator, summary = Validator(Settings(), 46_173.0), Summary(date(2026, 5, 31))
    samples = Path(__file__).parents[1] / "fixtures" / "workbooks" / "v1" / language
    places = set()
    paths = [samples / "target-plan-sample.xlsx", samples / "risk-register-sample.xlsx"]
    for name in DAMAGED:
        paths.append(tmp_path / f"{name}, 100% 华北.xlsx")
        paths[-1].write_bytes(getattr(bad_files, name))
    for path in paths:
        report = validator.check(path)
        places |= {bool(finding.at.cell) for finding in report.findings}
        summary.add(report)
        form.add(report)
    form.finish(summary)
    assert places == {True, False}
    assert not problems(schema, out.getvalue())


def test_the_schema_refuses_what_is_wrong(schema, write) -> None:
    document = json.loads(write("sarif"))
    document["runs"][0]["results"][0]["level"] = "fatal"
    document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"] = {"startLine": 0}
    found = problems(schema, json.dumps(document))
    assert any("'fatal' is not one of" in one for one in found)
    assert any("startLine" in one for one in found)
