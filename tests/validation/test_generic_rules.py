"""The rules that follow from declarations; each broken way has its own file in `rules`."""

from __future__ import annotations

from tests.validation.small_plan import contents, findings


def test_a_workbook_without_a_fault_has_no_finding():
    assert findings(contents()) == []
