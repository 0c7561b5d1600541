"""Order, occurrence and spelling of elements and attributes, by the schema of the Open XML SDK."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from openxml_audit import FileFormat, OpenXmlValidator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@cache
def _validator() -> OpenXmlValidator:
    return OpenXmlValidator(FileFormat.MICROSOFT_365)


def problems(path: Path) -> Iterator[str]:
    for one in _validator().validate(path).errors:
        yield f"{one.part_uri.lstrip('/')}: {one.description}"
