"""The rules: one entry each, with its code, name, severity and documentation.

A rule is a function that takes a `Submission` and yields a `Fault` for each thing it finds. Its docstring is its
published page, under five fixed headings. Codes are stable: a released code never changes its meaning.
"""

from __future__ import annotations

import difflib
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from xltargets.errors import N_, Problem
from xltargets.validation.finding import Fault, Finding, Severity
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission

Check = Callable[["Submission"], Iterable[Fault]]
Registered = TypeVar("Registered", bound=Callable[..., object])

HEADINGS = ("What it does", "Why it matters", "Example", "How to repair", "Safe repair")
"""Every rule's docstring has a summary line and then these, in this order."""

FAMILIES = {
    "XL1": N_("File"),
    "XL2": N_("Structure"),
    "XL3": N_("Values"),
    "XL4": N_("Formulas"),
    "XL5": N_("Business"),
    "XL6": N_("Across workbooks"),
    "XL9": N_("Validator"),
}

_ALIKE_BEFORE_GROUPING = 4
"""From so many alike cells in one column on, one finding stands for all of them."""


class Scope(Enum):
    """What must be there for a rule to run, so that one cause is told once and not by every rule after it."""

    FILE = "file"
    """Any file at all, even one that could not be read."""
    WORKBOOK = "workbook"
    """A workbook that was read."""
    TEMPLATE = "template"
    """A workbook made from a template of a version that is known here."""
    ACROSS = "across"
    """Several workbooks together: what a file is, is known only when all were read. Never run on one alone."""
    AGAINST = "against"
    """A workbook beside the one handed in last time. Never run on one alone."""
    PROGRAM = "program"
    """Raised by the validator itself, never run."""


PACKAGES = ("xltargets.validation.rules", "xltargets.rollup.across", "xltargets.rollup.against")
"""Where rules are, those of a file by itself first. They register themselves, so that this room need not know those
above it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule."""

    code: str
    name: str
    severity: Severity
    scope: Scope
    since: str
    check: Callable[..., Any]
    templates: frozenset[str] | None = None
    """The templates that it applies to, None for all."""
    root: bool = False
    """Whether its findings stand at the cell where a mistake was made: what formulas make of that cell follows."""

    @property
    def family(self) -> str:
        """The first three characters of the code."""
        return self.code[:3]

    @property
    def summary(self) -> str:
        """Its first line."""
        return self.page.partition("\n")[0]

    @property
    def page(self) -> str:
        """Its documentation."""
        return inspect.getdoc(self.check) or ""

    @property
    def sections(self) -> dict[str, str]:
        """Its documentation by heading."""
        parts = re.split(rf"^({'|'.join(HEADINGS)})$", self.page, flags=re.MULTILINE)
        texts = (inspect.cleandoc(text) for text in parts[2::2])
        return dict(zip(parts[1::2], texts, strict=True))

    def applies_to(self, submission: Submission) -> bool:
        """Whether what the rule looks at is there."""
        if self.scope in (Scope.PROGRAM, Scope.ACROSS, Scope.AGAINST):
            return False
        if self.scope is Scope.WORKBOOK:
            return submission.contents is not None
        if self.scope is Scope.TEMPLATE:
            template = submission.template
            return template is not None and self.is_for(template.key)
        return True

    def is_for(self, template: str) -> bool:
        """Whether it applies to workbooks of a template."""
        return self.templates is None or template in self.templates

    def findings(self, submission: Submission) -> Iterator[Finding]:
        """Run it on one workbook."""
        template = submission.template.key if submission.template else None
        made = [Finding(self.code, self.name, self.severity, fault, template) for fault in self.check(submission)]
        return grouped(made)


def grouped(findings: list[Finding]) -> Iterator[Finding]:
    """Put findings together that say the same of many cells of one column, as when a column was pasted over."""
    columns: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        at = finding.at
        alike: tuple[object, ...] = (id(finding),)
        if at.cell and ":" not in at.cell:
            column = at.column or Area.parse(at.cell).left
            told_by = None if at.column else at.row_key
            alike = (at.sheet, at.table, column, finding.fault.message, told_by, finding.fault.apart)
        columns.setdefault(alike, []).append(finding)
    for group in columns.values():
        if len(group) < _ALIKE_BEFORE_GROUPING:
            yield from group
            continue
        first = group[0]
        fault = replace(first.fault, at=replace(first.at, row_key=None))
        yield replace(first, fault=fault, cells=tuple(one.at.cell or "" for one in group))


_RULES: dict[str, Rule] = {}


def rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    scope: Scope = Scope.TEMPLATE,
    templates: Iterable[str] | None = None,
    since: str = "0.1.0",
    root: bool = False,
) -> Callable[[Registered], Registered]:
    """Register a rule. The function below it keeps its name and can be called in tests."""

    def register(check: Registered) -> Registered:
        assert re.fullmatch(r"XL[1-9]\d\d", code), code
        assert code not in _RULES, f"{code} is taken by {_RULES[code].name}"
        assert name not in {one.name for one in _RULES.values()}, f"two rules are named {name}"
        only = None if templates is None else frozenset(templates)
        _RULES[code] = Rule(code, name, severity, scope, since, check, only, root)
        return check

    return register


@cache
def rules() -> dict[str, Rule]:
    """All rules by code, in the order of the codes."""
    for name in PACKAGES:
        _load(name)
    return dict(sorted(_RULES.items()))


@cache
def rules_of_a_file() -> dict[str, Rule]:
    """Those for a file by itself. The others, which need all that reads workbooks together, are not loaded."""
    _load(PACKAGES[0])
    return {code: one for code, one in sorted(_RULES.items()) if one.scope not in (Scope.ACROSS, Scope.AGAINST)}


def _load(package: str) -> None:
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__, package + "."):
        importlib.import_module(module.name)


@cache
def root_codes() -> frozenset[str]:
    """The rules whose findings stand at the cell where a mistake was made."""
    return frozenset(code for code, one in rules_of_a_file().items() if one.root)


class UnknownRule(Problem, ValueError):  # noqa: N818  (it names what the user asked for)
    """A code, family or name that no rule has."""

    def __init__(self, word: str) -> None:
        """Look for what was meant."""
        known = [*FAMILIES, *rules(), *(one.name for one in rules().values())]
        near = difflib.get_close_matches(word.upper(), known, 1) or difflib.get_close_matches(word.lower(), known, 1)
        if near:
            super().__init__(N_("There is no rule {word}. Did you mean {near}?"), word=repr(word), near=near[0])
        else:
            super().__init__(N_('There is no rule {word}. "xltargets rules" lists them.'), word=repr(word))
        self.word = word


def matching(word: str) -> frozenset[str]:
    """The codes that a word selects: a code, a family (`XL3`, or `XL` for all), or a name.

    >>> sorted(matching("XL304"))
    ['XL304']

    Raises `UnknownRule`, a ValueError with a suggestion, where nothing matches.
    """
    wanted = word.strip()
    if re.fullmatch(r"XL\d?\d?\d?", wanted.upper()):
        found = frozenset(code for code in rules() if code.startswith(wanted.upper()))
    else:
        found = frozenset(one.code for one in rules().values() if one.name == wanted.lower())
    if not found:
        raise UnknownRule(wanted)
    return found


def selected(
    select: Sequence[str] = (), ignore: Sequence[str] = (), among: Iterable[str] | None = None
) -> frozenset[str]:
    """The codes that are left: all, or those selected, without those ignored. The more exact word wins.

    `among` are the codes to choose from, those of all rules if left out.

    >>> "XL304" in selected(["XL3"], ["XL304"]), "XL304" in selected(["XL304"], ["XL3"])
    (False, True)
    """
    weight: dict[str, tuple[int, bool]] = dict.fromkeys(rules() if among is None else among, (0, not select))
    for words, chosen in ((select, True), (ignore, False)):
        for word in words:
            exact = len(word.strip()) if word.strip().upper().startswith("XL") else len("XL000")
            for code in matching(word):
                if code in weight and exact >= weight[code][0]:
                    weight[code] = (exact, chosen)
    return frozenset(code for code, (_exact, chosen) in weight.items() if chosen)
