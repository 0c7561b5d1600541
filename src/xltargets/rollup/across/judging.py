"""The rules across workbooks, run on what was read: their findings join those of each file."""

from __future__ import annotations

import traceback
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.rollup.across.given import Across
from xltargets.rollup.admission import PLAN
from xltargets.rollup.collecting import content_of, why_refused
from xltargets.rollup.extraction import Collected, Collector
from xltargets.rollup.shelf import Shelf
from xltargets.validation.finding import Finding
from xltargets.validation.registry import Scope, grouped, rules
from xltargets.validation.runner import CRASH
from xltargets.validation.submission import Crash, Submission

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xltargets.errors import Message
    from xltargets.rollup.across.given import Disagreement
    from xltargets.rollup.terms import Terms
    from xltargets.validation.registry import Rule
    from xltargets.validation.report import FileReport
    from xltargets.validation.runner import Validator


def across_codes(validator: Validator) -> list[str]:
    """The rules across workbooks that a run asks for."""
    return [code for code, one in rules().items() if one.scope is Scope.ACROSS and code in validator.codes]


def findings_across(across: Across, codes: list[str], crashes: list[Crash] | None = None) -> dict[str, list[Finding]]:
    """What these rules find, by the file in which it is to be mended; a rule that fails goes to `crashes`, if given."""
    templates = {one.file: one.template for one in across.collected}
    if across.expected is not None:
        templates.setdefault(across.expected.file, across.expected.template)
    found: dict[str, list[Finding]] = {}
    for code in codes:
        one = rules()[code]
        made: dict[str, list[Finding]] = {}
        for said in _said(one, across, crashes):
            finding = Finding(code, one.name, one.severity, said.fault, templates.get(said.file))
            made.setdefault(said.file, []).append(finding)
        for file, findings in made.items():
            found.setdefault(file, []).extend(grouped(findings))
    return found


def _said(one: Rule, across: Across, crashes: list[Crash] | None) -> list[Disagreement]:
    try:
        return list(one.check(across))
    except MemoryError:
        raise
    except Exception as problem:
        if crashes is None:
            raise
        crashes.append(Crash(one.code, repr(problem), traceback.format_exc()))
        return []


def judged(across: Across, validator: Validator, reports: Iterable[Collected]) -> Iterator[Collected]:
    """The reports with what was found across them; settings, waivers and the baseline hold as for any finding.

    The rules have been run when it returns; each report is put together when it is asked for.
    """
    crashes: list[Crash] = []
    found = findings_across(across, across_codes(validator), crashes)
    told = (validator.joined(one, one.path.name, found[one.file]) if one.file in found else one for one in reports)
    # A mistake of ours is told at the first file: then nobody can say that the files were checked.
    return (_crashed(one, across, crashes) if crashes and not number else one for number, one in enumerate(told))


def _crashed(report: Collected, across: Across, crashes: list[Crash]) -> Collected:
    rule = rules()[CRASH]
    submission = Submission(report.path, across.terms.now)
    submission.crashes.extend(crashes)
    made = [Finding(CRASH, rule.name, rule.severity, fault, report.template) for fault in rule.check(submission)]
    return replace(report, findings=(*report.findings, *made), crashed=True)


def collector_of(validator: Validator) -> Collector:
    """One that judges alike and hands on what it read."""
    return Collector(**{one.name: getattr(validator, one.name) for one in fields(validator)})


def together(
    read: Iterable[FileReport], validator: Validator, expect: Path | None, terms: Terms, tolerance: float
) -> Iterator[Collected]:
    """Reports of files that were read one by one, with what shows when they are looked at together.

    The company's plan, which is among them, says what is expected; one that was refused is a problem that says why. A
    ledger has a report of its own.
    """
    wanted = None if expect is None else expect.resolve()
    shelf, plan, reports = Shelf(), None, []
    for one in read:
        if not isinstance(one, Collected):
            continue
        is_plan = plan is None and wanted is not None and one.path.resolve() == wanted
        # Every rule looks at the company's plan: it stays at hand.
        reports.append(_named(one) if is_plan else shelf.put(_named(one)))
        plan = reports[-1] if is_plan else plan
    extract = None if plan is None else content_of(plan, PLAN)
    across = Across([one for one in reports if one is not plan], extract, terms, tolerance)
    if terms.ledger is not None:
        file = terms.ledger.file
        reports.append(Collected(file, (), validator.settings.fail_on, path=Path(file)))
    return judged(across, validator, reports)


def _named(one: Collected) -> Collected:
    """Its content under the path that the user gave, as the report itself."""
    return one if one.extract is None else replace(one, extract=replace(one.extract, file=one.file))


def refused_across(reports: Iterable[Collected]) -> dict[str, Message]:
    """Accepted workbooks that a rule across workbooks refuses, and why."""
    return {
        one.file: why_refused(one)
        for one in reports
        if one.extract is not None and any(map(one.refuses, one.findings)) and not one.crashed
    }
