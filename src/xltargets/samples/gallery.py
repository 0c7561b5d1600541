"""What a manager downloads: every template in every language, empty and with its sample, and a page that shows them."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from xltargets.building.builder import build
from xltargets.locale import LANGUAGES, RECORDS, translator
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.templates import TEMPLATES
from xltargets.workbooks.package import parts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xltargets.templates.schema import Template

PAGE = "README.md"
PREVIEWS = "previews"
SHOWN = {
    "target-plan": "dashboard",
    "team-scorecard": "scorecard",
    "crm-log": "dashboard",
    "risk-register": "report",
}
"""The templates that are begun empty, and the sheet that stands for each in a picture."""
_ROLES = {"guide": "read first", "input": "fill in", "working": "calculated", "result": "look here"}


@dataclass(frozen=True, slots=True)
class Item:
    """One workbook of the gallery."""

    key: str
    language: str
    filled: bool

    @property
    def path(self) -> str:
        """Where it lies in the gallery.

        >>> Item("crm-log", "zh-CN", True).path
        'zh-CN/crm-log-sample.xlsx'
        """
        return f"{self.language}/{self.key}{'-sample' if self.filled else ''}.xlsx"

    def write(self, folder: Path) -> Path:
        """Build it below a folder."""
        target = folder / self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        say = translator(self.language)
        filling = sample(self.key, of_language(self.language)) if self.filled else None
        build(TEMPLATES[self.key], target, filling, language=self.language, translate=say)
        return target


def items(only: Sequence[str] = (), languages: Sequence[str] = LANGUAGES) -> list[Item]:
    """All workbooks of the gallery, or those of some templates and languages."""
    return [
        Item(key, language, filled)
        for language in languages
        for key in SHOWN
        if not only or key in only
        for filled in (False, True)
    ]


def write(folder: Path, wanted: Sequence[Item], jobs: int) -> list[Path]:
    """Build workbooks, several at a time, and the page beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        written = list(pool.map(_write, wanted, [folder] * len(wanted)))
    page_path = folder / PAGE
    page_path.write_text(page(), encoding="utf-8", newline="\n")
    return [*written, page_path]


def _write(item: Item, folder: Path) -> Path:
    return item.write(folder)


def stale(folder: Path, wanted: Sequence[Item], jobs: int) -> list[str]:
    """The files that are missing, not what would be built now, or there for no reason any more."""
    with TemporaryDirectory(prefix="xltargets-") as name:
        fresh = Path(name)
        write(fresh, wanted, jobs)
        found = [item.path for item in wanted if parts_of(fresh / item.path) != parts_of(folder / item.path)]
        there = folder / PAGE
        if not there.is_file() or there.read_text(encoding="utf-8") != page():
            found.append(PAGE)
    known = {item.path for item in items()}
    strangers = (path.relative_to(folder).as_posix() for path in sorted(folder.glob("*/*.xlsx")))
    return [*found, *(name for name in strangers if name not in known)]


def page() -> str:
    """The page that shows the workbooks, derived from their declarations."""
    names = [one.name for one in RECORDS.values()]
    lines = [
        "# Workbooks to download",
        "",
        "Everything here is made by `python -m xltargets.dev build`, and CI checks it. Each workbook",
        f"is there empty and with a sample, in {', '.join(names[:-1])} and {names[-1]}. To look at them, no add-in",
        "is needed: every result is stored. To have them worked out anew, [install the add-in](../README.md).",
        "",
        f"| workbook | what for | {' | '.join(names)} |",
        f"| --- | --- |{' --- |' * len(names)}",
    ]
    for key in SHOWN:
        template = TEMPLATES[key]
        cells = [
            f"[empty]({Item(key, language, False).path}), [sample]({Item(key, language, True).path})"
            for language in LANGUAGES
        ]
        lines.append(f"| [{template.title}](#{key}) | {template.purpose} | {' | '.join(cells)} |")
    for key in SHOWN:
        lines += ["", *_shown(TEMPLATES[key])]
    return "\n".join(lines) + "\n"


def _shown(template: Template) -> list[str]:
    key = template.key
    lines = [f'## <a id="{key}"></a>{template.title}', "", template.purpose, ""]
    lines += [f"{number}. {step}" for number, step in enumerate(template.steps, 1)]
    lines += [
        "",
        f"![{template.title}, with its sample]({PREVIEWS}/en/{key}.png)",
        "",
        "| sheet | | what is on it |",
        "| --- | --- | --- |",
    ]
    lines += [
        f"| {sheet.title} | {_ROLES.get(sheet.role.value, sheet.role.value)} | {sheet.intro or template.purpose} |"
        for sheet in template.sheets
    ]
    return lines
