"""Many submitted workbooks to one company scorecard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.actions.registry import Outcome, Request
from xltargets.building.builder import build
from xltargets.errors import N_, Phrase, ValueProblem, in_english
from xltargets.rollup.collecting import collect
from xltargets.rollup.company import Company
from xltargets.templates import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Sequence

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
            message = N_("{output} has the figures of {count} workbooks; {left_out} were left out, see Sources.")
        else:
            message = N_("{output} has the figures of all {count} workbooks.")
        return Phrase(message, output=self.output, count=self.accepted, left_out=left_out)


def consolidate(files: Sequence[Path], output: Path, as_of: float, options: ScorecardOptions = PLAIN) -> Consolidation:
    """Check and read the files, and build the company scorecard of those that are accepted."""
    own = {path.resolve() for path in (output, options.parent) if path is not None}
    files = [file for file in files if file.resolve() not in own]
    company = Company(collect(files, as_of, jobs=options.jobs), _parent(options.parent, as_of))
    filling = company.filling(options.settings, options.translate)
    build(TEMPLATES[KEY], output, filling, language=options.language, translate=options.translate)
    return Consolidation(company, output)


def _parent(path: Path | None, as_of: float) -> Any:
    """The parent's target plan; one that cannot be read is refused, because its targets would be missing silently."""
    if path is None:
        return None
    found = collect([path], as_of, jobs=1)[0].extract
    if found is None or found.template != "target-plan":
        raise ValueProblem("parent", str(path), N_("expected a target plan that xltargets validate accepts"))
    return found


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
    options = ScorecardOptions(settings=settings, language=request.language, translate=request.translate)
    done = consolidate(files, output, request.clock(), options)
    return Outcome(done.message, files=(output,))
