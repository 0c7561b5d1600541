"""What the exports of usual systems look like, as data: a file for each system, and one for words that hold anywhere.

A layout is recognised by its `signs`, headers that all must be there. Its `labels` name the headers of each column, the
first that is there being taken; its `stages` say which words mean won, lost and open; what stands in `decides_nothing`
is known and changes no amount. A company adds its own systems in `xltargets.toml`, under `[profiles.<name>]`, or by a
package with an entry point.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMON = "common"
OWN = "xltargets.toml"
GROUP = "xltargets.profiles"
OUTCOMES = ("won", "lost", "open")
_OF_PERSONS = {
    **{(table, "person"): "person" for table in ("deals", "people", "targets")},
    **{("deals", "person_id"): "person_id", ("people", "id"): "person_id", ("targets", "person_id"): "person_id"},
}
"""The columns of persons and of their ids."""
_PARTS = {"name", "signs", "labels", "stages", "kinds", "decides_nothing"}


class ProfileProblem(Problem):
    """A profile that cannot be used."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout of a system's exports."""

    system: str
    """Its key, such as `salesforce`."""
    title: str
    name: str
    signs: tuple[str, ...]
    labels: Mapping[str, tuple[str, ...]]
    stages: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, tuple[str, ...]]
    decides_nothing: tuple[str, ...]


@functools.cache
def common() -> Mapping[str, Any]:
    """The headers and words that hold in any file."""
    return _loaded(COMMON)


def labels(table: str, key: str) -> tuple[str, ...]:
    """The headers of a column in any file; people and their ids are called the same in every table."""
    shared = common()["persons"].get(_OF_PERSONS.get((table, key), ""), ())
    return (*shared, *common()[table].get(key, ()))


@functools.cache
def _loaded(name: str) -> Mapping[str, Any]:
    text = resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@functools.cache
def shipped() -> tuple[Layout, ...]:
    """The layouts that come with the package."""
    names = sorted(
        one.name.removesuffix(".toml") for one in resources.files(__name__).iterdir() if one.name[-5:] == ".toml"
    )
    return tuple(layout for name in names if name != COMMON for layout in _layouts(name, _loaded(name), f"{name}.toml"))


def known(folder: Path | None = None) -> tuple[Layout, ...]:
    """All layouts: the company's own in a folder's `xltargets.toml` first, then other packages', then ours."""
    path = (folder or Path()) / OWN
    if not path.is_file():
        return (*installed(), *shipped())
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise ProfileProblem(N_("{path} cannot be read: {reason}."), path=path, reason=str(problem)) from None
    own = content.get("profiles", {})
    found = [layout for name, profile in own.items() for layout in _layouts(name, profile, str(path))]
    return (*found, *installed(), *shipped())


@functools.cache
def installed() -> tuple[Layout, ...]:
    """The layouts of other packages: an entry point of the group `xltargets.profiles` is a profile as a dictionary.

    Raises a `ProfileProblem` for one that cannot be loaded or used.
    """
    found: list[Layout] = []
    for entry in metadata.entry_points(group=GROUP):
        try:
            profile = entry.load()
        except Exception as problem:  # noqa: BLE001  (whatever a package does when it is loaded)
            raise ProfileProblem(
                N_("{path} cannot be read: {reason}."), path=entry.value, reason=str(problem)
            ) from None
        found += _layouts(entry.name, profile, entry.value)
    return tuple(found)


def _layouts(system: str, profile: Any, path: str) -> list[Layout]:
    """The layouts of a profile. Raises a `ProfileProblem` that says what is wrong where."""

    def refused(reason: str) -> ProfileProblem:
        return ProfileProblem(
            N_("{path}: the profile {name} cannot be used: {reason}."), path=path, name=system, reason=reason
        )

    if not isinstance(profile, dict) or not isinstance(profile.get("layout"), list):
        raise refused("expected one or more [[layout]]")
    found = []
    for part in profile["layout"]:
        unknown = set(part) - _PARTS
        if unknown:
            raise refused(f"there is no {min(unknown)!r}; there is {', '.join(sorted(_PARTS))}")
        if not _are_texts(part.get("signs")) or not part["signs"]:
            raise refused("signs must be a list of headers, of which all are there")
        for name in ("labels", "stages", "kinds"):
            if not all(_are_texts(words) for words in part.get(name, {}).values()):
                raise refused(f"{name} must be lists of texts")
        if set(part.get("stages", {})) - set(OUTCOMES):
            raise refused(f"stages are {', '.join(OUTCOMES)}")
        of_words = {
            name: {key: tuple(words) for key, words in part.get(name, {}).items()}
            for name in ("labels", "stages", "kinds")
        }
        title, settled = str(profile.get("title", system)), tuple(part.get("decides_nothing", ()))
        found.append(
            Layout(system, title, str(part.get("name", "")), tuple(part["signs"]), **of_words, decides_nothing=settled)
        )
    return found


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
