"""Reading a table from somebody's file (CSV, workbook, Parquet, JSON lines) by the columns that a source declares."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Phrase
from xltargets.importing.contents import are_flags, sample, share
from xltargets.importing.kinds_of_files import KindOfFile, kind_of_file
from xltargets.importing.labels import found_headers
from xltargets.importing.nearest_headers import nearest_header, without_headers
from xltargets.importing.options import FileOptions, SourceProblem
from xltargets.importing.own_workbooks import own_table
from xltargets.importing.profiles import Layout, ProfileProblem, known
from xltargets.importing.raw import Raw, Recognised, filled
from xltargets.importing.text_files import read_json_lines, read_text
from xltargets.importing.workbook_files import read_page, read_workbook
from xltargets.importing.years_beside import with_years
from xltargets.templates.schema import Kind
from xltargets.units.names import header_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from xltargets.templates.schema import Column

__all__ = ["Source", "SourceProblem", "read_source"]
DATED = {Kind.DATE, Kind.MONTH}
SOMEBODY = "Sales team"
"""In whose name deals of nobody may be counted, as an example."""
LEVELS = ("team", "region", "channel", "product")


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
                keys=tuple(prefix + one for one in keys),
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
    if ours is None:
        raw = with_years(raw)
    if ours is None and reshaped is not None:
        raw = reshaped(raw)
    if raw.frame.empty:
        raise SourceProblem(N_("{path} has no rows."), path=path)
    layout = _layout_of(raw.headers, layouts) if headers is None else None
    found = _found(declared, mapping, raw, layout) if headers is None else headers
    _refuse_missing(path, declared, mapping, raw, found, prefix)
    data = {key: raw.frame[raw.headers.index(found[key])] if key in found else None for key in keys}
    years = {raw.joined[1]} if raw.joined and raw.joined[0] in found.values() else set()
    unused = tuple(header for header in raw.headers if header not in {*found.values(), *years})
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
    _refuse_without_headers(path, declared, mapping, raw)
    options, near = _proposed(missing, raw, found, prefix)
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


def _proposed(
    missing: Sequence[Column], raw: Raw, found: Mapping[str, str], prefix: str
) -> tuple[list[str], dict[str, str]]:
    """What to add to the command for missing columns, and the nearest header of each by its label."""
    # Targets of regions or teams, if of nobody: each stands in the plan as one person would.
    levels = LEVELS if prefix == "targets." else ()
    # A column of ids may stand for that of persons.
    left = [header for header in raw.headers if header not in found.values() or header == found.get("person_id")]
    options: list[str] = []
    near: dict[str, str] = {}
    for column in missing:
        header = nearest_header(column, left, raw)
        if header is None and column.identifier == "person":
            header = next((found[level] for level in levels if level in found), None)
        if header is None and column.identifier == "person" and not prefix:
            options += ["--person", SOMEBODY]
        else:
            options += ["--map", f"{prefix}{column.identifier}={header or 'HEADER'}"]
        if header is not None:
            near[column.label] = header
            left = [one for one in left if one != header]
    return options, near


def _refuse_without_headers(path: Path, declared: Any, mapping: Mapping[str, str], raw: Raw) -> None:
    """Refuse a file whose first row is one of data."""
    odd = without_headers(raw)
    if odd is not None and not mapping:
        raise SourceProblem(
            N_(
                "{path}, row {row}: {found} is no header, so the columns have no names. Write a name above each, such "
                "as {columns}."
            ),
            path=path,
            row=raw.header_row,
            found=repr(odd),
            columns=tuple(column.identifier for column in declared.columns if column.required),
        )


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
