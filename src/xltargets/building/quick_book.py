"""XlsxWriter's workbook, with the work done once that it does anew for each format, sheet and part.

The parts of the file are the same to the byte.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager

from xltargets.building.quick_archive import write_archive
from xltargets.building.quick_sheet import QuickSheet

if TYPE_CHECKING:
    from pathlib import Path


class _Packager(Packager):  # type: ignore[misc]
    """Keeps the parts for our own archive."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[Any, str, bool]] = []

    def _create_package(self) -> list[Any]:
        self.parts = super()._create_package()
        return []


class QuickBook(Workbook):  # type: ignore[misc]
    """A workbook of such sheets, which makes each format once and packs each part once."""

    worksheet_class = QuickSheet

    def __init__(self, path: Path, options: dict[str, Any] | None = None) -> None:
        """As XlsxWriter's."""
        self.filename: Any = path
        self._made: dict[frozenset[tuple[str, Any]], Any] = {}
        self._packager = _Packager()
        super().__init__(path, {"in_memory": True, **(options or {})})

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
        parts = ((name, part.getvalue(), is_binary) for part, name, is_binary in self._packager.parts)
        write_archive(target, ((name, held if is_binary else held.encode()) for name, held, is_binary in parts))

    def close(self) -> None:
        """Write the file, and let go of the cells, which are most of what a workbook takes."""
        super().close()
        for sheet in self.worksheets():
            sheet.table.clear()
