"""The pictures of the workbooks and of the page for the meeting, drawn only where what they show has changed.

How LibreOffice and Chromium draw differs between systems. So a picture is not compared: a digest of what it was drawn
from lies beside it, and a picture whose source is the same stays.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from xltargets.samples import gallery
from xltargets.samples.previews import CannotDraw, draw
from xltargets.workbooks.package import parts_of

WORKBOOKS = "workbook_templates"
RECORD = f"{WORKBOOKS}/{gallery.PREVIEWS}/drawn-from.json"
MONTAGE, MEETING = "docs/images/workbooks.png", "docs/images/meeting.png"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_END_OF_MAY = 46173.0
"""The day from which the samples are looked at."""


def make(folder: Path, tree: Path, *, draw: bool) -> None:
    """Draw what is not up to date, copy the rest; without `draw`, what is not up to date is left out."""
    with TemporaryDirectory(prefix="xltargets-") as name:
        page = Path(name) / "meeting.html"
        _write_meeting(page)
        digests = _digests(folder, page)
        known = _known(tree)
        fresh = [one for one, digest in digests.items() if known.get(one) == digest and (tree / one).is_file()]
        for one in fresh:
            (folder / one).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(tree / one, folder / one)
        if draw:
            _draw(folder, [one for one in digests if one not in fresh], page)
    (folder / RECORD).parent.mkdir(parents=True, exist_ok=True)
    (folder / RECORD).write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8", newline="\n")


def _picture(item: gallery.Item) -> str:
    return f"{WORKBOOKS}/{gallery.PREVIEWS}/{item.language}/{item.key}.png"


def _samples() -> dict[str, gallery.Item]:
    """The workbook that each picture shows."""
    return {_picture(item): item for item in gallery.items() if item.filled}


def _in_montage() -> list[str]:
    """The pictures of the English samples, which are put together into one."""
    return [picture for picture, item in _samples().items() if item.language == "en"]


def _digests(folder: Path, page: Path) -> dict[str, str]:
    """What each picture is drawn from, as a number that changes with it."""
    found = {picture: _digest(folder / WORKBOOKS / item.path) for picture, item in _samples().items()}
    found[MONTAGE] = hashlib.sha256("".join(found[one] for one in _in_montage()).encode()).hexdigest()
    found[MEETING] = hashlib.sha256(page.read_bytes()).hexdigest()
    return found


def _digest(workbook: Path) -> str:
    total = hashlib.sha256()
    for name, content in sorted(parts_of(workbook).items()):
        total.update(name.encode() + b"\0" + content)
    return total.hexdigest()


def _known(tree: Path) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads((tree / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _write_meeting(page: Path) -> None:
    """The page for the meeting of the sample company."""
    from xltargets.actions.report import write_report
    from xltargets.rollup.terms import Terms
    from xltargets.samples.accepted import write_accepted

    with TemporaryDirectory(prefix="xltargets-") as name:
        files = sorted(write_accepted(Path(name)))
        write_report(files, page, Terms.of(_END_OF_MAY, _END_OF_MAY), jobs=1)


def _draw(folder: Path, wanted: list[str], page: Path) -> None:
    items = [item for picture, item in _samples().items() if picture in wanted]
    browser = _browser() if {MONTAGE, MEETING} & set(wanted) else ""
    if items:
        draw(folder / WORKBOOKS, items)
    (folder / MONTAGE).parent.mkdir(parents=True, exist_ok=True)
    if MONTAGE in wanted:
        sheet = page.with_name("montage.html")
        pictures = "".join(f'<img src="{(folder / one).as_uri()}">' for one in _in_montage())
        sheet.write_text(_MONTAGE.replace("PICTURES", pictures), encoding="utf-8")
        _photograph(browser, sheet, folder / MONTAGE, 1552, 1152)
    if MEETING in wanted:
        _photograph(browser, page, folder / MEETING, 1100, 900)


_MONTAGE = """<!doctype html><style>
body { margin: 0; background: #dfe5ec; display: grid; grid-template: 1fr 1fr / 1fr 1fr; height: 100vh }
img { box-sizing: border-box; padding: 8px; width: 100%; height: 50vh; object-fit: contain }
</style>PICTURES"""


def _browser() -> str:
    found = next((path for path in map(shutil.which, _BROWSERS) if path), None)
    if found is None:
        raise CannotDraw(
            "Not found: {name}. Pictures for the documentation need Chromium or Chrome.", name=_BROWSERS[0]
        )
    return found


def _photograph(browser: str, page: Path, target: Path, width: int, height: int) -> None:
    """A picture of a page as a browser shows it."""
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars")
    with TemporaryDirectory(prefix="xltargets-") as profile:
        command = [
            browser,
            *options,
            f"--user-data-dir={profile}",
            f"--window-size={width},{height}",
            f"--screenshot={target}",
            page.as_uri(),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
        except (OSError, subprocess.SubprocessError) as problem:
            raise CannotDraw("{program} failed: {reason}", program=Path(browser).name, reason=str(problem)) from None
    if not target.is_file():
        raise CannotDraw("{program} drew no picture of {page}.", program=Path(browser).name, page=page.name)
