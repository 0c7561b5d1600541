"""What two workbooks hold differently, by table, row and column, wherever that stands in either."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xltargets.views.plain_text import Entry


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that differs, and what it holds in each; None where it is empty or its row is not there."""

    name: str
    then: Entry | None
    now: Entry | None

    @property
    def sign(self) -> str:
        """`+` for what is new, `-` for what is gone, `~` for what is changed."""
        if self.then is None:
            return "+"
        return "-" if self.now is None else "~"

    @property
    def line(self) -> str:
        """It on one line, with the cells."""
        held = [one for one in (self.then, self.now) if one is not None]
        places = dict.fromkeys(one.place for one in held if one.place)
        where = f"  ({' → '.join(places)})" if places else ""
        return f"{self.sign} {self.name}: {' → '.join(one.text for one in held)}{where}"

    def as_dict(self) -> dict[str, str | None]:
        """For programs."""
        one = self.now or self.then
        assert one is not None
        return {
            "kind": {"+": "added", "-": "removed", "~": "changed"}[self.sign],
            "table": one.group or None,
            "row_key": one.row or None,
            "column": one.column,
            "before": self.then.text if self.then else None,
            "after": self.now.text if self.now else None,
            "cell_before": (self.then.place or None) if self.then else None,
            "cell_after": (self.now.place or None) if self.now else None,
        }


def differences(then: Iterable[Entry], now: Iterable[Entry]) -> Iterator[Difference]:
    """The cells that differ, in the order of the later workbook; what is gone stands where it stood.

    Rows are the same where their keys are; which program saved a workbook, in which language, makes no difference to a
    table, and a row that was moved is the same row.
    """
    before = {one.name: one for one in then}
    after = {one.name: one for one in now}
    gone = [name for name in before if name not in after]
    place = {name: number for number, name in enumerate(before)}
    for name, one in after.items():
        known = before.get(name)
        if known is not None:
            while gone and place[gone[0]] < place[name]:
                yield Difference(gone[0], before[gone.pop(0)], None)
        if known is None or known.text != one.text:
            yield Difference(name, known, one)
    for name in gone:
        yield Difference(name, before[name], None)
