"""Each format, and that text from a workbook does no harm in any."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from xltargets.reporting import REPORTERS, reporter
from xltargets.reporting.base import ReportOptions
from xltargets.validation.finding import Severity
from xltargets.validation.registry import rules
from xltargets.validation.report import FileReport, Summary


def test_text_is_grouped_by_file_with_a_line_per_finding(write):
    lines = write("text").splitlines()
    assert lines[0] == "plans/north.xlsx  refused"
    assert re.fullmatch(
        r"  Periods!C7 +  XL304  error  +Weight is -2; expected 0 or more\. "
        r"Correct it: the month's relative size, e\.g\. 1\.",
        lines[1],
    )
    assert lines[2].lstrip().startswith("'S<script>")
    assert lines[4:6] == ["plans/south.xlsx  accepted", "  Notes  XL203  info  Not checked."]
    assert lines[-1] == "Checked 2 files in 0.8 s: 1 accepted, 1 refused (1 error, 1 warning, 1 note)."


def test_quiet_text_says_nothing_of_what_is_accepted(write):
    text = write("text", quiet=True)
    assert "south" not in text
    assert "north" in text


def test_text_is_wrapped_under_its_beginning_in_a_narrow_terminal(write, reports):
    reports[0] = FileReport("n.xlsx", reports[0].findings[:1])
    lines = write("text", width=80).splitlines()
    assert max(map(len, lines[:5])) <= 80
    assert lines[1].index("Weight") == len(lines[2]) - len(lines[2].lstrip())


def test_colour_is_used_only_when_asked_for(write):
    assert "\x1b[" not in write("text")
    assert "\x1b[1;31m" in write("text", colour=True, width=200)


def test_concise_has_the_file_in_front_of_every_line(write):
    first = write("concise").splitlines()[0]
    assert first == (
        "plans/north.xlsx  Periods!C7  XL304  Weight is -2; expected 0 or more. "
        "Correct it: the month's relative size, e.g. 1."
    )


@pytest.mark.parametrize("form", [one for one in REPORTERS if one != "xlsx"])
def test_hostile_text_moves_no_cursor_and_breaks_no_line(write, form):
    text = write(form)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    text.encode("utf-8")


def test_markup_of_the_terminal_is_shown_not_obeyed(write):
    assert "[red]x[/red]" in write("text", colour=True, width=400)


def test_json_has_the_published_fields(write):
    document = json.loads(write("json"))
    assert set(document) == {"version", "tool", "as_of", "summary", "files"}
    assert document["version"] == 1
    assert document["as_of"] == "2026-09-30"
    assert document["summary"] == {
        "files": 2,
        "accepted": 1,
        "refused": 1,
        "errors": 1,
        "warnings": 1,
        "infos": 1,
        "known": 0,
        "waived": 0,
        "seconds": 0.84,
        "exit_status": 1,
    }
    north = document["files"][0]
    assert (north["file"], north["status"], north["template"]) == ("plans/north.xlsx", "refused", "target-plan")
    weight = north["findings"][0]
    assert re.fullmatch(r"[0-9a-f]{16}", weight.pop("fingerprint"))
    assert weight == {
        "file": "plans/north.xlsx",
        "code": "XL304",
        "name": "out-of-range",
        "severity": "error",
        "sheet": "Periods",
        "cell": "C7",
        "cells": ["C7"],
        "table": "periods",
        "row_key": "2026-03",
        "column": "weight",
        "message": "Weight is -2; expected 0 or more.",
        "found": -2,
        "expected": "0 or more",
        "repair": "Correct it: the month's relative size, e.g. 1.",
        "follows": None,
        "following": 0,
    }


def test_ndjson_streams_a_line_per_file(reports):
    out = io.StringIO()
    one = reporter("ndjson")(out, ReportOptions(date(2026, 9, 30)))
    one.add(reports[0])
    assert json.loads(out.getvalue())["file"] == "plans/north.xlsx"
    one.finish(Summary(date(2026, 9, 30)))
    assert [json.loads(line)["type"] for line in out.getvalue().splitlines()] == ["file", "summary"]


def test_github_tells_the_gravest_first_and_never_more_than_it_shows(reports, write):
    reports[0] = FileReport("a,b.xlsx", reports[0].findings[:1] * 14 + reports[0].findings[1:])
    lines = write("github").splitlines()
    assert lines[0].startswith("::error file=a%2Cb.xlsx,title=XL304 Periods!C7::Weight is -2; expected")
    assert [line.partition(" ")[0] for line in lines] == ["::error"] * 10 + ["::warning"] + ["::notice"] * 2
    assert "14 errors" in lines[-1]


def test_sarif_declares_every_rule_and_places_findings_by_row_and_column(write):
    run = json.loads(write("sarif"))["runs"][0]
    declared = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in declared] == list(rules())
    result = run["results"][0]
    assert declared[result["ruleIndex"]]["id"] == result["ruleId"] == "XL304"
    place = result["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "plans/north.xlsx"
    assert place["physicalLocation"]["region"] == {"startLine": 7, "startColumn": 3}
    assert place["logicalLocations"] == [{"fullyQualifiedName": "Periods!C7"}]


def test_junit_counts_what_refuses_a_file(write):
    suites = ET.fromstring(write("junit"))
    assert suites.attrib["tests"] == "5"
    assert suites.attrib["failures"] == "2"
    north, south = suites
    assert [case.get("name") for case in north] == ["accepted", "XL304 out-of-range", "XL310 stray-spaces"]
    assert [case.find("failure") is not None for case in north] == [True, True, False]
    assert south.get("failures") == "0"


def test_a_crash_is_status_2_even_where_nothing_is_refused():
    summary = Summary(date(2026, 9, 30))
    summary.add(FileReport("a.xlsx", (), fail_on=None, crashed=True))
    assert summary.exit_status == 2


@pytest.mark.parametrize(
    ("fail_on", "accepted"), [(Severity.ERROR, True), (Severity.WARNING, True), (Severity.INFO, False), (None, True)]
)
def test_the_choice_of_severity_decides(reports, fail_on, accepted):
    assert FileReport("a.xlsx", reports[1].findings, fail_on).accepted is accepted
