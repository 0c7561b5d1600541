"""Reading a table from somebody's file (CSV, workbook, Parquet, JSON lines) by the columns that a source declares."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Phrase
from xltargets.importing.contents import are_flags, sample, share
from xltargets.importing.kinds_of_files import KindOfFile, kind_of_file
from xltargets.importing.labels import found_headers, key_of, keys_of
from xltargets.importing.options import FileOptions, SourceProblem
from xltargets.importing.own_workbooks import own_table
from xltargets.importing.profiles import Layout, ProfileProblem, known
from xltargets.importing.raw import Raw, Recognised, filled
from xltargets.importing.text_files import read_json_lines, read_text
from xltargets.importing.workbook_files import read_page, read_workbook
from xltargets.templates.schema import Kind
from xltargets.units.names import header_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

__all__ = ["Source", "SourceProblem", "read_source"]
FEW = 8
_NO_PERSON = re.compile("dealname|opportunityname|topic|subject|account|company|customer|client|product|stage|status")
DATED = {Kind.DATE, Kind.MONTH}


@dataclass(frozen=True, slots=True)
class Source:
    """A file's table with the declared columns' keys for headers, and how they were found."""

    path: Path
    frame: pd.DataFrame
    """The index is the row's number in the file."""
    columns: dict[str, str]
    """The file's header of each declared column that it has, by key."""
    unused: tuple[str, ...]
    """The file's other headers."""
    raw: Raw
    layout: Layout | None = None
    """The layout of a system's exports that the file has."""
    chosen: frozenset[str] = frozenset()
    """The keys whose header was said."""

    @property
    def encoding(self) -> str | None:
        """The encoding, where it had to be guessed."""
        return self.raw.encoding

    @property
    def rows(self) -> list[int]:
        """The numbers of the rows."""
        return [int(row) for row in self.frame.index]

    def cells(self, header: str) -> pd.Series[Any]:
        """A column by its header in the file."""
        return self.raw.frame[self.raw.headers.index(header)]


def read_source(
    path: Path,
    declared: Any,
    mapping: Mapping[str, str],
    prefix: str = "",
    options: FileOptions | None = None,
    reshaped: Callable[[Raw], Raw] | None = None,
) -> Source:
    """Read a file by the headers of a declaration; declared columns that it lacks are blank throughout.

    `mapping` names the file's header for a key where no synonym fits; `prefix` is what `--map` puts before the key;
    `reshaped` may bring a table of another form into the one that is declared.
    Raises a `SourceProblem` for a file that is missing, empty, of another kind, or without a required column.
    """
    import pandas as pd

    keys = [column.identifier for column in declared.columns]
    for key in mapping:
        if key not in keys:
            raise SourceProblem(
                N_("--map {given} names no field of {path}; there is {keys}."),
                given=prefix + key,
                path=path,
                keys=", ".join(prefix + one for one in keys),
            )
    try:
        layouts = known()
    except ProfileProblem as problem:
        raise SourceProblem("{sentence}", sentence=problem) from None

    def recognised(headers: Sequence[str]) -> int:
        layout = _layout_of(headers, layouts)
        return len(_candidates(declared, mapping, headers, layout)) + (len(layout.signs) if layout else 0)

    options = options or FileOptions()
    ours = None
    if path.suffix.lower() in {".xlsx", ".xlsm"} and not mapping and options.sheet is None and path.is_file():
        needed = [column.identifier for column in declared.columns if column.required]
        ours = own_table(path, prefix, keys, needed)
    raw, headers = (_read(path, options, recognised), None) if ours is None else ours
    if ours is None and reshaped is not None:
        raw = reshaped(raw)
    if raw.frame.empty:
        raise SourceProblem(N_("{path} has no rows."), path=path)
    layout = _layout_of(raw.headers, layouts) if headers is None else None
    found = _found(declared, mapping, raw, layout) if headers is None else headers
    _refuse_missing(path, declared, mapping, raw, found, prefix)
    data = {key: raw.frame[raw.headers.index(found[key])] if key in found else None for key in keys}
    unused = tuple(header for header in raw.headers if header not in found.values())
    return Source(path, pd.DataFrame(data, index=raw.frame.index), found, unused, raw, layout, frozenset(mapping))


def _layout_of(headers: Sequence[str], layouts: Sequence[Layout]) -> Layout | None:
    """The layout whose signs are all there: of several the one with most of its headers."""
    here = {header_key(header) for header in headers}
    fitting = [one for one in layouts if {header_key(sign) for sign in one.signs} <= here]

    def known_headers(layout: Layout) -> int:
        words = (*layout.signs, *layout.decides_nothing, *(word for words in layout.labels.values() for word in words))
        return len({header_key(word) for word in words} & here)

    return max(fitting, key=known_headers, default=None)


def _candidates(
    declared: Any, mapping: Mapping[str, str], headers: Sequence[str], layout: Layout | None
) -> dict[str, list[str]]:
    """The headers that each declared column may have, the best first."""
    found = {}
    for column in declared.columns:
        key = column.identifier
        if key in mapping:
            here = found_headers(headers, (mapping[key],))[:1]
        else:
            system = () if layout is None else layout.labels.get(key, ())
            here = found_headers(headers, system) if system else []
            here += found_headers(headers, (key, column.label, *column.synonyms))
        if here:
            found[key] = list(dict.fromkeys(here))
    return found


def _found(declared: Any, mapping: Mapping[str, str], raw: Raw, layout: Layout | None) -> dict[str, str]:
    """The header of each declared column: the first of its candidates whose cells are of its kind.

    A header that its system or somebody named for one column is no other's.
    """
    candidates = _candidates(declared, mapping, raw.headers, layout)
    system = () if layout is None else tuple(label for labels in layout.labels.values() for label in labels)
    named = {header: key for key, header in _named_by(candidates, mapping, layout, raw.headers).items()}
    found = {}
    for column in declared.columns:
        key = column.identifier
        here = [header for header in candidates.get(key, ()) if named.get(header, key) == key]
        if not here:
            continue
        if key in mapping or here[0] in found_headers(here, system):
            found[key] = here[0]
            continue
        fitting = {header: share(raw.frame[raw.headers.index(header)], column.kind) for header in here}
        if column.kind in DATED:
            fitting = {
                header: 0.0 if are_flags(sample(raw.frame[raw.headers.index(header)])) else one
                for header, one in fitting.items()
            }
        best = next((one for one, fit in fitting.items() if fit >= 0.5), max(fitting, key=lambda one: fitting[one]))
        if fitting[best] > 0:
            found[key] = best
    return found


def _named_by(
    candidates: Mapping[str, list[str]], mapping: Mapping[str, str], layout: Layout | None, headers: Sequence[str]
) -> dict[str, str]:
    """The header of each column that the system's layout or somebody named."""
    labels = {} if layout is None else layout.labels
    named = {key: found_headers(headers, words)[:1] for key, words in labels.items() if key not in mapping}
    named |= {key: candidates.get(key, [])[:1] for key in mapping}
    return {key: here[0] for key, here in named.items() if here}


def _refuse_missing(
    path: Path, declared: Any, mapping: Mapping[str, str], raw: Raw, found: Mapping[str, str], prefix: str
) -> None:
    """Refuse a file without the columns it needs: all of them at once, each with the header that is nearest."""
    missing = [
        column
        for column in declared.columns
        if column.identifier not in found and (column.required or column.identifier in mapping)
    ]
    if not missing:
        return
    _refuse_unfit(path, missing[0], mapping, raw, prefix)
    # A column of ids may stand for that of persons.
    left = [header for header in raw.headers if header not in found.values() or header == found.get("person_id")]
    options: list[str] = []
    near = {}
    for column in missing:
        header = _nearest(column, left, raw)
        options += ["--map", f"{prefix}{column.identifier}={header or 'HEADER'}"]
        if header is not None:
            near[column.label] = header
            left.remove(header)
    wanted = [mapping.get(column.identifier) or column.label for column in missing]
    headers = ", ".join(raw.headers)
    keys = " ".join(f"--map {prefix}{column.identifier}=HEADER" for column in missing)
    column = wanted[0] if len(wanted) == 1 else ", ".join(wanted)
    message = N_("{path} has no column for {column}; it has {headers}. Say which one it is with --map {key}=HEADER.")
    if len(missing) > 1:
        message = N_("{path} has no column for {column}; it has {headers}. Say which ones they are with {key}.")
    key = prefix + missing[0].identifier if len(missing) == 1 else keys
    sentence = Phrase(message, path=path, column=column, headers=headers, key=key)
    if missing[0].identifier == "person" and not prefix:
        sentence = Phrase(N_("{sentence} If all are one person's, say whose with --person NAME."), sentence=sentence)
    if near:
        sentence = Phrase(N_("{sentence} Nearest: {near}."), sentence=sentence, near=near)
    raise SourceProblem("{sentence}", options=tuple(options), sentence=sentence)


def _refuse_unfit(path: Path, column: Any, mapping: Mapping[str, str], raw: Raw, prefix: str) -> None:
    """Refuse a column that is called right, and holds nothing of its kind."""
    own = found_headers(raw.headers, (column.identifier, column.label, *column.synonyms))
    if not own or column.identifier in mapping or column.kind not in {*DATED, Kind.AMOUNT}:
        return
    cells = raw.frame[raw.headers.index(own[0])]
    row, cell = next(((row, cell) for row, cell in cells.items() if filled(cell)), (None, None))
    if row is not None:
        message = N_("{path}, row {row}: {header} is {found}; expected a number. Say another with --map {key}=HEADER.")
        if column.kind in DATED:
            message = N_(
                "{path}, row {row}: {header} is {found}; expected a day such as 2026-01-31. Export it with its days "
                "shown as such, or say another with --map {key}=HEADER."
            )
        key = prefix + column.identifier
        raise SourceProblem(message, path=path, row=row, header=own[0], found=repr(str(cell)), key=key)


def _nearest(column: Any, headers: Sequence[str], raw: Raw) -> str | None:
    """The header spelt most like one of a column's, or else the first whose cells are of its kind."""
    fitting = [one for one in headers if share(raw.frame[raw.headers.index(one)], column.kind) > 0.5]
    if column.identifier == "person":
        fitting = [one for one in fitting if _may_be_people(raw.frame[raw.headers.index(one)], one)]
    labels = [key for label in (column.identifier, column.label, *column.synonyms) for key in keys_of(label)]

    def likeness(header: str) -> float:
        own = keys_of(header)
        inside = any(label in key for label in labels if len(label) > 2 for key in own)
        return max(difflib.SequenceMatcher(None, key, label).ratio() for key in own for label in labels) + inside

    best = max(fitting, key=likeness, default=None)
    if best is not None and (likeness(best) > 0.6 or column.kind is not Kind.TEXT):
        return best
    return None


def _may_be_people(cells: pd.Series[Any], header: str) -> bool:
    """Whether a column can name people: they come again, and are no dates, amounts, companies or names of deals."""
    some = sample(cells)
    again = len(some) <= FEW or len(set(map(str, some))) < len(some) / 2
    others = share(cells, Kind.DATE) > 0.5 or share(cells, Kind.AMOUNT) > 0.5
    return bool(again and not others and not _NO_PERSON.search(key_of(header)))


def _read(path: Path, options: FileOptions, recognised: Recognised) -> Raw:
    kind = kind_of_file(path)
    if kind in {KindOfFile.WORKBOOK, KindOfFile.OLDER_WORKBOOK}:
        return read_workbook(path, options, recognised, kind)
    if kind is KindOfFile.PAGE:
        return read_page(path, options, recognised)
    if kind is KindOfFile.PARQUET:
        return _read_parquet(path)
    return (read_json_lines if kind is KindOfFile.JSON else read_text)(path, options, recognised)


def _read_parquet(path: Path) -> Raw:
    import pandas as pd

    try:
        frame = pd.read_parquet(path)
    except ImportError:
        raise SourceProblem(
            N_("{path} needs the library pyarrow to be read: pip install pyarrow, or save it as .csv."), path=path
        ) from None
    except Exception:  # noqa: BLE001  (whatever a library makes of a file that is amiss)
        raise SourceProblem(
            N_("{path} is damaged, and cannot be read as a table. Export it again."), path=path
        ) from None
    headers = [str(header) for header in frame.columns]
    frame.columns = pd.RangeIndex(len(headers))
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return Raw(headers, frame, 0)
