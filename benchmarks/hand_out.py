"""What handing out costs, against building the same workbooks one by one: computing time of all processes.

python benchmarks/hand_out.py [UNITS]

A company of UNITS units (60 if it is not given) of ten people each gets its plans and scorecards: at first, again after
its total was changed, and once more with nothing changed. What counts is the ratio to building as many workbooks of the
same size, not the seconds of this computer.
"""

from __future__ import annotations

import datetime
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from xltargets.actions.files.handing_out import hand_out
from xltargets.building.builder import build
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.days import serial_of

PEOPLE = 10
A_DAY = datetime.date(2026, 3, 10)


def spent() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


@contextmanager
def measured(words: str, peer: float = 0.0) -> Iterator[list[float]]:
    found: list[float] = []
    before = spent()
    yield found
    found.append(spent() - before)
    print(f"{words}: {found[0]:.1f} s" + (f", ratio {found[0] / peer:.2f}" if peer else ""))


def company(path: Path, units: int, more: float = 0.0) -> None:
    whole = 1_000.0 * units * PEOPLE
    settings = {"unit": "Acme", "owner": "Dana", "currency": "USD", "year_start": datetime.date(2026, 1, 1)}
    change = {"day": A_DAY, "kind": "total", "scope": "Year", "before": whole, "after": whole + more}
    change |= {"effective": datetime.date(2026, 7, 1), "reason": "More", "by": "Dana", "approved": "Hanna"}
    tables = {
        "units": [
            {"team": f"u{unit}", "person": f"Person {unit}-{one}", "person_id": f"{unit}-{one}", "own_weight": 1 + one}
            for unit in range(units)
            for one in range(PEOPLE)
        ],
        "periods": [{} for _ in range(12)],
        "review": [{} for _ in range(12)],
        "approvers": [{"approver": "Hanna"}],
        "organisation": [{"unit_id": f"u{unit}", "unit": f"Unit {unit}"} for unit in range(units)],
        "changes": [change] if more else [],
    }
    build(TEMPLATES["target-plan"], path, Filling({"settings": {**settings, "agreed": whole}}, tables))


def build_all(folder: Path, units: int) -> None:
    """Workbooks of the same size, each by itself."""
    names: list[dict[str, object]] = [{"person": f"Person {one}", "own_weight": 1 + one} for one in range(PEOPLE)]
    blank: list[dict[str, object]] = [{} for _ in range(12)]
    room: list[dict[str, object]] = [{} for _ in range(PEOPLE)]
    members: list[dict[str, object]] = [{"member": row["person"]} for row in names]
    plan = Filling({}, {"units": [*names, *room], "periods": blank, "review": blank})
    scorecard = Filling({}, {"team": [*members, *room]})
    for unit in range(units):
        build(TEMPLATES["target-plan"], folder / f"{unit}-plan.xlsx", plan)
        build(TEMPLATES["team-scorecard"], folder / f"{unit}-scorecard.xlsx", scorecard)


def main() -> None:
    units = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with TemporaryDirectory() as place:
        folder = Path(place)
        plan, now = folder / "company.xlsx", float(serial_of(A_DAY))
        company(plan, units)
        (folder / "peer").mkdir()
        with measured(f"{2 * units} workbooks built one by one") as peer:
            build_all(folder / "peer", units)
        for words, more in (
            ("handed out", 0.0),
            ("again after a new total", 600.0 * units),
            ("again, unchanged", -1.0),
        ):
            if more > 0:
                company(plan, units, more)
            with measured(words, peer[0]):
                done = list(hand_out(plan, folder / "units", lambda: now, "en"))
            assert len(done) == 2 * units, [one.message.sentence() for one in done]
        with measured("and once more", peer[0]):
            list(hand_out(plan, folder / "units", lambda: now, "en"))


if __name__ == "__main__":
    main()
