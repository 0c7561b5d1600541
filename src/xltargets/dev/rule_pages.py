"""A page of Markdown for each rule of the validator, and one that lists them, made from the registry of rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import xltargets
from xltargets.templates import TEMPLATES
from xltargets.validation.registry import FAMILIES, Scope, rules

if TYPE_CHECKING:
    from xltargets.validation.registry import Rule

NOTE = "<!-- Made from the registry by `python -m xltargets.dev build`; edit the rule's docstring instead. -->\n"
_SOURCES = "../../src"
_TESTS = "../../tests/validation/rules"
_RUNS_ON = {
    Scope.FILE: "any file",
    Scope.WORKBOOK: "any workbook that can be read",
    Scope.TEMPLATE: "any workbook made from a template",
    Scope.ACROSS: "several workbooks together",
    Scope.AGAINST: "a workbook beside the one handed in last time (`--against`)",
    Scope.PROGRAM: "the validator itself",
}


def rule_pages() -> dict[str, str]:
    """All pages by file name."""
    return {"README.md": _index(), **{f"{rule.code}.md": _page(rule) for rule in rules().values()}}


def _index() -> str:
    lines = [
        NOTE,
        "# Rules",
        "",
        "What `xltargets validate` looks for. Each finding names its rule; `xltargets rules XL304` shows its page in",
        "the terminal. `--ignore XL304` leaves a rule out, `--select XL3` takes only a family.",
    ]
    for family, title in FAMILIES.items():
        members = [rule for rule in rules().values() if rule.family == family]
        lines += [
            "",
            f"## {family} {title}",
            "",
            "| rule | name | severity | what it means |",
            "| --- | --- | --- | --- |",
        ]
        lines += [
            f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity.word} | {rule.summary} |"
            for rule in members
        ]
    return "\n".join(lines) + "\n"


def _page(rule: Rule) -> str:
    lines = [
        NOTE,
        f"# {rule.code} {rule.name}",
        "",
        rule.summary,
        "",
        "| severity | since | runs on |",
        "| --- | --- | --- |",
        f"| {rule.severity.word} | {rule.since} | {_runs_on(rule)} |",
    ]
    for heading, text in rule.sections.items():
        lines += ["", f"## {heading}", "", text]
    lines += ["", f"[Source]({_SOURCES}/{_source(rule)}), [tests]({_TESTS}/test_{rule.code}.py)"]
    return "\n".join(lines) + "\n"


def _runs_on(rule: Rule) -> str:
    if rule.templates is None:
        return _RUNS_ON[rule.scope]
    return ", ".join(f"[{TEMPLATES[key].title}](../templates/{key}.md)" for key in TEMPLATES if key in rule.templates)


def _source(rule: Rule) -> str:
    """The file of its function, below the folder of sources."""
    file = Path(rule.check.__code__.co_filename)
    return file.relative_to(Path(xltargets.__file__).parent.parent).as_posix()
