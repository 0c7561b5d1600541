"""The sample log has the findings that its own words tell of; what else is found is in `rules`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.validation.built_log import END_OF_MAY, TEMPLATE, Log

from xltargets.building.builder import build
from xltargets.samples import sample
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.validation.submission import Submission


@pytest.mark.parametrize("language", ["en", "zh-TW"])
def test_a_log_in_order_has_no_finding(language: str) -> None:
    assert Log(language).found() == []


def test_the_sample_as_it_is() -> None:
    """Its slipping deals and overdue follow-ups are told, as many as its dashboard tells of; it is accepted."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.xlsx"
        build(TEMPLATE, path, sample("crm-log"))
        report = Validator(Settings(), END_OF_MAY).check(path)
        fields = Submission.read(path, END_OF_MAY).view.fields
    told = dict.fromkeys(("XL536", "XL537"), 0)
    for finding in report.findings:
        told[finding.code] += len(finding.cells) or 1
    assert told == {"XL536": fields["standing.slipping"].value, "XL537": fields["standing.overdue"].value}
    assert min(told.values()) > 0
    assert report.accepted
