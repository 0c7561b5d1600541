"""How other spreadsheet programs write the same workbook: no finding more, and none less, than for Excel's own file.

The programs are not here; each way is made from our file by what is known of theirs.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.validation.built_plan import MID_MARCH

from xltargets.building.builder import build
from xltargets.locale import translator
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.templates import TEMPLATES
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.validation.submission import Submission

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')


def no_size(name: str, data: bytes) -> bytes:
    """Numbers, and many libraries: no word of how far a sheet reaches."""
    return _DIMENSION.sub(b"", data)


def too_small(name: str, data: bytes) -> bytes:
    """WPS after rows were added, and streaming writers: a size that is not the sheet's."""
    return _DIMENSION.sub(b'<dimension ref="A1"/>', data)


def whole_sheet(name: str, data: bytes) -> bytes:
    """WPS once a whole column was formatted: a size of all rows there are."""
    return _DIMENSION.sub(b'<dimension ref="A1:XFD1048576"/>', data)


def prefixed(name: str, data: bytes) -> bytes:
    """Microsoft's own SDK, as servers use it: all elements of sheets and strings with a prefix."""
    if not name.startswith(("xl/worksheets/sheet", "xl/sharedStrings")):
        return data
    text = data.decode()
    text = re.sub(r"<(/?)([A-Za-z]\w*)(?=[\s/>])", r"<\1x:\2", text)
    return text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"', 1).encode()


def other_quotes(name: str, data: bytes) -> bytes:
    """Programs that put attributes between single quotes, with a line after every row."""
    if not name.startswith("xl/worksheets/sheet"):
        return data
    data = re.sub(rb"(<(?:c|row) [^>]*>)", lambda match: match[1].replace(b'"', b"'"), data)
    return data.replace(b"</row>", b"</row>\n")


WAYS = [no_size, too_small, whole_sheet, prefixed, other_quotes]


@pytest.fixture(scope="module", params=["en", "zh-CN"])
def plan(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled plan with something wrong in it, so that there is a finding to lose."""
    path = tmp_path_factory.mktemp("saved") / "plan.xlsx"
    words = translator(request.param)
    filling = sample("target-plan", of_language(request.param))
    filling.forms["settings"]["owner"] = None
    build(TEMPLATES["target-plan"], path, filling, language=request.param, translate=words)
    return path


def rewritten(source: Path, target: Path, way: Callable[[str, bytes], bytes]) -> int:
    """The workbook as the program writes it; how many parts are other ones."""
    changed = 0
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in package.namelist():
            data = package.read(name)
            new = way(name, data) if name.endswith(".xml") else data
            if name.endswith(".xml"):
                ElementTree.fromstring(new)  # still well-formed
            changed += new != data
            copy.writestr(name, new)
    return changed


def told(path: Path) -> list[tuple[str, str, str]]:
    findings = Validator(Settings(), MID_MARCH).judge(Submission.read(path, MID_MARCH)).findings
    return [(one.code, one.at.place, one.sentence()) for one in findings]


@pytest.fixture(scope="module")
def before(plan: Path) -> list[tuple[str, str, str]]:
    found = told(plan)
    assert found, "there is a finding to lose"
    return found


@pytest.mark.parametrize("way", WAYS)
def test_the_same_is_found(
    way: Callable[[str, bytes], bytes], plan: Path, before: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    target = tmp_path / plan.name
    assert rewritten(plan, target, way) > 5
    assert told(target) == before
