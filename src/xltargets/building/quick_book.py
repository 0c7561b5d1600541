"""XlsxWriter's workbook, with the work done once that it does anew for each format, sheet and part.

The parts of the file are the same to the byte.
"""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStringTable

from xltargets.building.quick_archive import write_archive
from xltargets.building.quick_sheet import QuickSheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@contextmanager
def told_as_it_is() -> Iterator[None]:
    """A full disk is told as one, not in the library's own words."""
    try:
        yield
    except FileCreateError as problem:
        cause = problem.args[0] if problem.args else problem
        raise (cause if isinstance(cause, OSError) else OSError(str(problem))) from None


class _Strings(SharedStringTable):  # type: ignore[misc]
    """The texts of a workbook's cells, as they were said."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        """Each text each time, in this order."""

    def _get_shared_string_index(self, string: str) -> int:
        self.said.append(string)
        index: int = super()._get_shared_string_index(string)
        return index

    def say(self, texts: Iterable[str]) -> None:
        """Say texts whose cells are there already."""
        for text in texts:
            self._get_shared_string_index(text)

    def begin_again(self) -> None:
        """Forget all of them."""
        self.said, self.count, self.unique_count = [], 0, 0
        self.string_table: dict[str, int] = {}


class _Part(StringIO):
    """A part on its way: texts, and between them what is in bytes already and need not be made of a text again.

    XlsxWriter takes only a `StringIO` for a part that is kept in memory.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str | bytes] = []

    def write(self, piece: str | bytes) -> int:
        """Take the next piece."""
        self.pieces.append(piece)
        return len(piece)

    def taken_from(self, begin: int) -> bytes:
        """Take the pieces from one on out again, as bytes."""
        taken = _joined(self.pieces[begin:])
        del self.pieces[begin:]
        return taken

    def content(self) -> bytes:
        """All of it."""
        return _joined(self.pieces)


def _joined(pieces: list[str | bytes]) -> bytes:
    return b"".join([one if isinstance(one, bytes) else one.encode() for one in pieces])


class _Packager(Packager):  # type: ignore[misc]
    """Keeps the parts for our own archive."""

    def _filename(self, xml_filename: str) -> _Part:
        part = _Part()
        self.filenames.append((part, xml_filename, False))
        return part

    def _create_package(self) -> list[Any]:
        super()._create_package()
        return []

    def parts(self) -> dict[str, bytes]:
        """The content of each part by its name, in their order."""
        return {name: part.getvalue() if is_binary else part.content() for part, name, is_binary in self.filenames}


class _PackagerOfInputs(_Packager):
    """Writes those parts that depend on what a workbook is filled with."""

    def _create_package(self) -> list[Any]:
        self._write_worksheet_files()
        self._write_chart_files()
        self._write_shared_strings_file()
        self._write_core_file()
        self._write_app_file()
        return []


_WRITTEN_ANEW = ("xl/worksheets/sheet", "xl/charts/chart")


class QuickBook(Workbook):  # type: ignore[misc]
    """A workbook of such sheets, which makes each format once and packs each part once.

    One that is kept can be filled and written again, after `begin_again`.
    """

    worksheet_class = QuickSheet

    def __init__(self, path: Path, options: dict[str, Any] | None = None, *, is_kept: bool = False) -> None:
        """As XlsxWriter's."""
        self.filename: Any = path
        self._made: dict[frozenset[tuple[str, Any]], Any] = {}
        self._packager: _Packager = _Packager()
        self._is_kept = is_kept
        self._parts: dict[str, bytes] = {}
        """What was written for the first time; of the large ones that are written anew only the name."""
        self._charts: list[tuple[Any, dict[str, Any]]] = []
        """The charts as they were before."""
        super().__init__(path, {"in_memory": True, **(options or {})})
        self.strings = self.str_table = _Strings()

    def add_worksheet(self, *name: Any) -> Any:
        """As XlsxWriter's."""
        sheet = super().add_worksheet(*name)
        sheet.is_kept = self._is_kept
        return sheet

    def add_format(self, properties: dict[str, Any] | None = None) -> Any:
        """A format, which nobody changes afterwards."""
        key = frozenset((properties or {}).items())
        if key not in self._made:
            self._made[key] = super().add_format(properties)
        return self._made[key]

    def _get_packager(self) -> _Packager:
        return self._packager

    def _store_workbook(self) -> None:
        target, self.filename = self.filename, BytesIO()
        super()._store_workbook()
        self.filename = target
        parts = self._packager.parts()
        if self._is_kept:
            self._parts = {name: b"" if name.startswith(_WRITTEN_ANEW) else data for name, data in parts.items()}
        write_archive(target, parts.items())

    def _add_chart_data(self) -> None:
        """As XlsxWriter's; for the second time the charts are what they were for the first."""
        for chart, state in self._charts:
            vars(chart).clear()
            vars(chart).update(_copied(state))
        if self._is_kept and not self._charts:
            self._charts = [(chart, _copied(vars(chart))) for chart in _all(self.charts)]
        super()._add_chart_data()

    def begin_again(self) -> None:
        """Forget texts and results; who calls it puts all inputs in, and says the texts in the same order."""
        self.strings.begin_again()
        for sheet in self.worksheets():
            sheet.begin_again()

    def write_again(self, target: Path) -> None:
        """Write it with other inputs and results."""
        self._prepare_sst_string_data()
        self._add_chart_data()
        packager = _PackagerOfInputs()
        packager._add_workbook(self)
        packager._set_in_memory(self.in_memory)
        packager._create_package()
        write_archive(target, (self._parts | packager.parts()).items())

    def close(self) -> None:
        """Write the file, and let go of the cells, which are most of what a workbook takes."""
        super().close()
        if not self._is_kept:
            for sheet in self.worksheets():
                sheet.table.clear()


def _all(charts: Iterable[Any]) -> Iterable[Any]:
    """Charts, with those that are drawn over them."""
    return (one for chart in charts for one in (chart, chart.combined) if one is not None)


def _copied(state: dict[str, Any]) -> dict[str, Any]:
    """What a chart is before it is written, which changes some of its lists."""
    return {key: value.copy() if isinstance(value, (list, dict)) else value for key, value in state.items()}
