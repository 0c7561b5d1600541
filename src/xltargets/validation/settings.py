"""What to check and how hard to be, as `xltargets.toml` or `[tool.xltargets]` in `pyproject.toml` says."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from xltargets.errors import N_, Phrase, Problem, system_reason
from xltargets.validation.finding import Severity
from xltargets.validation.registry import UnknownRule, matching, rules_of_a_file, selected

NEVER = "never"
"""The word for a `fail-on` that accepts everything."""


class SettingsProblem(Problem):
    """A settings file that cannot be used: which file, which key, what was found, what is expected."""


class _Unfit(Problem):
    """What a setting would have to be."""


UNREADABLE = N_("{path} cannot be read: {reason}.")
NO_TOML = N_("{path}: is not valid TOML: {reason}.")


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run judges."""

    select: tuple[str, ...] = ()
    """Codes, families or names to check; none means all."""
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    """Severities by code that replace the rules' own."""
    fail_on: Severity | None = Severity.ERROR
    """The severity from which a workbook is refused, None for never."""
    source: Path | None = None
    """The file that they come from."""

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the rules that are to run."""
        return selected(self.select, self.ignore)

    @property
    def codes_of_a_file(self) -> frozenset[str]:
        """Those of them that look at a file by itself."""
        return selected(self.select, self.ignore, rules_of_a_file())

    def merged(self, **options: Any) -> Settings:
        """These settings with the options of the command line over them; None leaves one as it is."""
        given = {key: value for key, value in options.items() if value is not None}
        if "severity" in given:
            given["severity"] = {**self.severity, **given["severity"]}
        if "fail_on" in given:
            given["fail_on"] = None if given["fail_on"] == NEVER else Severity.parse(given["fail_on"])
        return replace(self, **given)


def find(start: Path) -> Path | None:
    """The nearest settings file in a folder or above it."""
    for folder in (start, *start.parents):
        own = folder / "xltargets.toml"
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and _section(project) is not None:
            return project
    return None


def load(path: Path) -> Settings:
    """Read a settings file. Anything wrong in it is a `SettingsProblem` that says where."""
    section = _section(path)
    if section is None:
        message = N_("{path}: there is no [tool.xltargets] in it. Add that table, or name another file.")
        raise SettingsProblem(message, path=str(path))
    return _parse(path, section)


def _section(path: Path) -> dict[str, Any] | None:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise SettingsProblem(UNREADABLE, path=str(path), reason=system_reason(problem)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingsProblem(NO_TOML, path=str(path), reason=str(problem)) from None
    if path.name != "pyproject.toml":
        return content
    section = content.get("tool", {}).get("xltargets")
    return section if isinstance(section, dict) else None


def _parse(path: Path, section: Mapping[str, Any]) -> Settings:
    known = {"select": _words, "ignore": _words, "severity": _severities, "fail-on": _fail_on}
    options: dict[str, Any] = {}
    for key, value in section.items():
        if key == "profiles":  # of exports, which the import reads
            continue
        if key not in known:
            message = N_("{path}: there is no setting {key}; expected {expected}.")
            raise SettingsProblem(message, path=str(path), key=repr(key), expected=_one_of(known))
        try:
            options[key.replace("-", "_")] = known[key](value)
        except UnknownRule as problem:
            raise SettingsProblem(N_("{path}: {key}: {problem}"), path=str(path), key=key, problem=problem) from None
        except _Unfit as problem:
            message = N_("{path}: {key}: found {found}; expected {expected}.")
            raise SettingsProblem(message, path=str(path), key=key, found=repr(value), expected=problem) from None
    return Settings(**options, source=path)


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise _Unfit(N_('a list of codes, such as ["XL3", "XL401"]'))
    for word in value:
        matching(word)
    return tuple(value)


def _severities(value: object) -> dict[str, Severity]:
    if not isinstance(value, dict):
        raise _Unfit(N_("a table such as {example}"), example='{ XL305 = "warning" }')
    return {
        code: severity for word, name in value.items() for severity in (_severity(name),) for code in matching(word)
    }


def _severity(value: object) -> Severity:
    try:
        return Severity.parse(str(value))
    except ValueError:
        raise _Unfit("{words}", words=_one_of(one.word for one in Severity)) from None


def _fail_on(value: object) -> Severity | None:
    if value == NEVER:
        return None
    try:
        return Severity.parse(str(value))
    except ValueError:
        raise _Unfit("{words}", words=_one_of([*(one.word for one in Severity), NEVER])) from None


def _one_of(words: Iterable[str]) -> Phrase:
    """A list in words."""
    return Phrase(N_("one of {words}"), words=tuple(f'"{word}"' for word in words))
