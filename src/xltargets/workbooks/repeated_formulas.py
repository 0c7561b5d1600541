"""The formulas of a sheet's data, taken out before the data are scanned.

The formulas are nine tenths of a large sheet, and most of them stand in the cell above as well. So each is compared
with the one that followed the same formula before, as fast as memory is read, and only another one is looked for.
"""

from __future__ import annotations

_BEGINS, _ENDS = b"<f>", b"</f>"
_MARK = b"\x01"
"""What XML may not hold, so that no text begins with it."""


class _Formula:
    """A formula as it stands in its cells."""

    __slots__ = ("following", "length", "mark", "text")

    def __init__(self, text: bytes, number: int) -> None:
        """`text` has the closing tag after it."""
        self.text = text
        self.length = len(text) - len(_ENDS)
        self.mark = _MARK + b"%d" % number
        self.following: _Formula = self


def taken_out(data: bytes, start: int, end: int) -> tuple[bytes, dict[bytes, bytes]]:
    """A part of a sheet's XML with a mark for each formula, and what the marks stand for.

    A formula with attributes stays where it is, and so does what does not end as a formula does. Data that hold what
    XML may not are a ValueError.

    >>> taken_out(b'<c r="A1"><f>B1+1</f></c><c r="A2"><f>B1+1</f></c>', 0, 50)
    (b'<c r="A1"><f>\\x010</f></c><c r="A2"><f>\\x010</f></c>', {b'\\x010': b'B1+1'})
    """
    if data.find(_MARK, start, end) >= 0:
        raise ValueError("a control character")
    find, begins_with = data.find, data.startswith
    known: dict[bytes, _Formula] = {}
    last = _Formula(_ENDS, 0)
    pieces: list[bytes] = []
    keep = pieces.append
    position, place = start, find(_BEGINS, start, end)
    while place >= 0:
        place += 3
        keep(data[position:place])
        position = place
        following = last.following
        if not following.length or not begins_with(following.text, place):
            text = data[place : find(b"<", place) + len(_ENDS)]
            found = known.get(text)
            if found is None:
                if not text.endswith(_ENDS) or text == _ENDS:
                    place = find(_BEGINS, place, end)
                    continue
                found = known[text] = _Formula(text, len(known))
            last.following = following = found
        keep(following.mark)
        position += following.length
        last = following
        place = find(_BEGINS, position, end)
    keep(data[position:end])
    return b"".join(pieces), {one.mark: one.text[: one.length] for one in known.values()}
