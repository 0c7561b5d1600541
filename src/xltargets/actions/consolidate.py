"""Many submitted workbooks to one company scorecard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.actions.registry import Outcome, Request
from xltargets.building.builder import build
from xltargets.errors import N_, Phrase, ValueProblem, in_english
from xltargets.rollup.across.given import Across
from xltargets.rollup.across.judging import judged, refused_across
from xltargets.rollup.admission import PLAN
from xltargets.rollup.collecting import collect, content_of
from xltargets.rollup.company import Company
from xltargets.rollup.parts import of_part, part_of
from xltargets.rollup.terms import Terms
from xltargets.templates import TEMPLATES
from xltargets.units.days import today
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.workbooks.properties import revision_of, stamp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xltargets.workbooks.contents import Contents

KEY = "company-scorecard"


@dataclass(frozen=True, slots=True)
class ScorecardOptions:
    """What a company scorecard is made with, besides the workbooks."""

    parent: Path | None = None
    """The company's own target plan, to compare with."""
    settings: dict[str, Any] = field(default_factory=dict)
    """What its Settings hold."""
    language: str = "en"
    translate: Callable[[str], str] = in_english
    jobs: int | None = None
    """Files read at a time; one per processor if None."""
    tolerance: float = 0.0
    """By how much two amounts may differ that are to be the same."""
    terms: Terms | None = None
    """What was decided; by the day alone if None."""
    names: Mapping[str, str] | None = None
    """How files from a ZIP are called."""


PLAIN = ScorecardOptions()


@dataclass(frozen=True, slots=True)
class Consolidation:
    """What a consolidation did."""

    company: Company
    output: Path

    @property
    def accepted(self) -> int:
        """How many files are in the figures."""
        return sum(one.extract is not None for one in self.company.collected) - len(self.company.left_out)

    @property
    def message(self) -> Phrase:
        """What to tell."""
        left_out = len(self.company.collected) - self.accepted
        if left_out:
            message = N_(
                "{output} has the figures of {count} {count:workbook|workbooks}; {left_out} {left_out:was|were} left "
                "out, see Sources."
            )
        else:
            message = N_("{output} has the figures of {count} {count:workbook|workbooks}; none was left out.")
        return Phrase(message, output=self.output, count=self.accepted, left_out=left_out)


def consolidate(
    files: Sequence[Path], output: Path, as_of: float | None = None, options: ScorecardOptions = PLAIN
) -> Consolidation:
    """Check and read the files, and build the company scorecard of those that are accepted.

    It shows what was there on the day `as_of`, or on the last one that all units have.
    """
    terms = options.terms or Terms.of(today(), as_of)
    own = {path.resolve() for path in (output, options.parent) if path is not None}
    files = [file for file in files if file.resolve() not in own]
    company = gather(files, terms, options)
    filling = company.filling(options.settings, options.translate)
    before = revision_of(output)
    build(TEMPLATES[KEY], output, filling, language=options.language, translate=options.translate)
    stamp(output, lambda: terms.now, after=before)
    return Consolidation(company, output)


def gather(files: Sequence[Path], terms: Terms, options: ScorecardOptions, *, part: str | None = None) -> Company:
    """The files read and judged together; of a company plan's `part`, if it is named, nothing but what is its own."""
    refuse_unknown(terms, files)
    collected = collect(files, terms.now, jobs=options.jobs, names=options.names)
    parent = _parent(options.parent, terms.now)
    validator = Validator(Settings(), terms.now)
    across = Across(collected, parent, terms, options.tolerance)
    collected = list(judged(across, validator, collected))
    refused = refused_across(collected)
    if part is not None:
        company, parent = parent, part_of(parent, part)
        collected = of_part(collected, parent, company)
    return Company(collected, parent, terms, refused)


def refuse_unknown(terms: Terms, files: Sequence[Path]) -> None:
    """A file that was preferred and is not there is a slip: without a word, another one would count."""
    known = {file.resolve() for file in files}
    for path in terms.prefer:
        if path.resolve() not in known:
            raise ValueProblem("--prefer", str(path), N_("expected one of the workbooks that are read"))


def _parent(path: Path | None, now: float) -> Any:
    """The parent's target plan; one that cannot be read is refused, because its targets would be missing silently."""
    if path is None:
        return None
    return content_of(collect([path], now, jobs=1)[0], PLAN)


def run(_contents: Contents | None, request: Request) -> Outcome:
    """The button: all workbooks of the folder that was chosen, into a file beside it."""
    from xltargets.validation.paths import expand

    folder = request.folder
    if folder is None:
        raise ValueProblem("folder", None, N_("expected a folder with the teams' workbooks"))
    files = expand([str(folder)]).files
    if not files:
        raise ValueProblem("folder", str(folder), N_("expected a folder with the teams' workbooks"))
    output = Path(request.options.get("output") or folder.parent / f"{folder.name}-company.xlsx")
    settings = {"folder": str(folder), **request.options.get("settings", {})}
    terms = Terms.of(request.clock())
    options = ScorecardOptions(settings=settings, language=request.language, translate=request.translate, terms=terms)
    done = consolidate(files, output, options=options)
    return Outcome(done.message, files=(output,))
