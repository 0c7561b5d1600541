"""A report as bytes and back. Whoever may write to a store could put anything there: only plain data is taken out."""

from __future__ import annotations

import dataclasses
import enum
import io
import pickle
import zlib
from typing import Any

from xltargets.errors import CellError, InputProblem, Message
from xltargets.rollup.extraction import Collected

_ROOMS = (
    "xltargets.errors",
    "xltargets.rollup.extraction",
    "xltargets.templates.schema",
    "xltargets.validation.finding",
    "xltargets.validation.remote",
    "xltargets.validation.report",
    "xltargets.views.location",
    "xltargets.workbooks.contents",
    "xltargets.workbooks.engine",
)
_DATA = (Message, InputProblem, CellError, enum.Enum)
_PLAIN = {
    "datetime": {"date", "datetime", "time", "timedelta", "timezone"},
    "decimal": {"Decimal"},
    "fractions": {"Fraction"},
    "pathlib": {"Path", "PosixPath", "PurePosixPath", "PureWindowsPath", "WindowsPath"},
    "pathlib._local": {"Path", "PosixPath", "PurePosixPath", "PureWindowsPath", "WindowsPath"},
}
LARGEST = 2**28
"""What one report may unfold to, in bytes."""


class Unusable(Exception):  # noqa: N818  (the file is checked again, which is no error)
    """What is stored is no report of this edition."""


def pack(report: Collected) -> bytes:
    """A report and the content that it carries."""
    return zlib.compress(pickle.dumps(report, protocol=5), 1)


def unpack(packed: bytes) -> Collected:
    """The report; anything else than one is `Unusable`, and nothing of it is run."""
    try:
        found = _Reader(io.BytesIO(zlib.decompressobj().decompress(packed, LARGEST))).load()
    except Exception as problem:  # damaged bytes fail in any way
        raise Unusable from problem
    if not isinstance(found, Collected):
        raise Unusable
    return found


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """A class of plain data, and nothing else."""
        if name in _PLAIN.get(module, ()):
            return super().find_class(module, name)
        if module in _ROOMS and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and (dataclasses.is_dataclass(found) or issubclass(found, _DATA)):
                return found
        raise Unusable(f"{module}.{name}")
