"""What to check and how hard to be, as `xltargets.toml` or `[tool.xltargets]` in `pyproject.toml` says."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from xltargets.validation.finding import Severity
from xltargets.validation.registry import UnknownRule, matching, selected

NEVER = "never"
"""The word for a `fail-on` that accepts everything."""


class SettingsProblem(Exception):  # noqa: N818  (a problem of the input, not of the program)
    """A settings file that cannot be used: which file, which key, what was found, what is expected."""


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
        raise SettingsProblem(f"{path}: there is no [tool.xltargets] in it. Add that table, or name another file.")
    return _parse(path, section)


def _section(path: Path) -> dict[str, Any] | None:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise SettingsProblem(f"{path}: cannot be read: {problem.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingsProblem(f"{path}: is not valid TOML: {problem}.") from None
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
            raise SettingsProblem(f"{path}: there is no setting {key!r}; expected {_or(known)}.")
        try:
            options[key.replace("-", "_")] = known[key](value)
        except UnknownRule as problem:
            raise SettingsProblem(f"{path}: {key}: {problem}") from None
        except ValueError as problem:
            raise SettingsProblem(f"{path}: {key}: found {value!r}; expected {problem}.") from None
    return Settings(**options, source=path)


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise ValueError('a list of codes, such as ["XL3", "XL401"]')
    for word in value:
        matching(word)
    return tuple(value)


def _severities(value: object) -> dict[str, Severity]:
    if not isinstance(value, dict):
        raise ValueError('a table such as { XL305 = "warning" }')  # noqa: TRY004  (reworded for the user by _parse)
    return {
        code: severity for word, name in value.items() for severity in (_severity(name),) for code in matching(word)
    }


def _severity(value: object) -> Severity:
    try:
        return Severity.parse(str(value))
    except ValueError:
        raise ValueError(_or(one.word for one in Severity)) from None


def _fail_on(value: object) -> Severity | None:
    if value == NEVER:
        return None
    try:
        return Severity.parse(str(value))
    except ValueError:
        raise ValueError(_or([*(one.word for one in Severity), NEVER])) from None


def _or(words: Any) -> str:
    """A list in words."""
    *first, last = [f'"{word}"' for word in words]
    return f"{', '.join(first)} or {last}" if first else last
