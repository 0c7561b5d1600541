"""The charts of the page for a meeting, drawn by pygal as SVG that carries neither script nor style of its own.

The page's style sheet colours them by their classes. Each is drawn twice, for a wide and a narrow place, so that its
text is as large as that of the page on a telephone and on paper.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xltargets.units.amounts import rounded, short

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markupsafe import Markup

    from xltargets.locale.language import Language

WIDE, NARROW = 600, 350
TEXT = 13
ROW, MONTHS_HEIGHT, NARROW_MONTHS_HEIGHT = 25, 400, 240
LATIN, CHINESE, PYGALS = 0.53, 1.02, 0.6
"""How wide a letter is, in the size of the text; and what pygal takes every letter for."""
LONGEST_NAME, LONGEST_NARROW_NAME = 24, 18
"""In Latin letters; one of Chinese is as wide as two."""
TICKS, NARROW_TICKS = 4, 3


def library() -> Any:
    """Pygal, without what it puts among the importers of the whole process: that is of a kind that Python warns of."""
    import pygal

    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]
    return pygal


@dataclass(frozen=True, slots=True)
class Step:
    """A bar of a bridge: a level, or a change from the level before it."""

    name: str
    value: float
    tone: str
    """`total`, `good`, `bad` or `plain`."""

    @property
    def is_level(self) -> bool:
        """Whether it begins at the axis."""
        return self.tone == "total"


@dataclass(frozen=True, slots=True)
class Month:
    """Target and actual of a month, as the chart labels it."""

    name: str
    target: float
    actual: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart for a wide and for a narrow place."""

    wide: Markup
    narrow: Markup
    begins: float = 0.0
    """Where its axis begins."""


TONES = ("base", "total", "good", "bad", "plain")


def bridge(steps: Sequence[Step], language: Language, label: str, beside: Sequence[Step] = ()) -> Chart | None:
    """A waterfall, the first step at its top; None where there is nothing to draw, or where it crosses zero.

    Its bars begin where those of a bridge with the steps `beside` do.
    """
    spans = _spans(steps)
    ends = [end for span in spans for end in span]
    if not ends or min(ends) < 0 or max(ends) <= 0:
        return None
    changes = [end for step, span in zip(steps, spans, strict=True) if not step.is_level for end in span]
    begins = _begin([*changes, *(span[1] for span in spans)])
    titles = [f"{printable(step.name)}: {_amount(step, language, exact=True)}" for step in steps]

    def draw(width: int) -> Markup:
        pygal = library()

        longest = LONGEST_NAME if width == WIDE else LONGEST_NARROW_NAME
        told = [f"{shortened(step.name, longest)}  {_amount(step, language)}" for step in (*steps, *beside)]
        names = told[: len(steps)]
        chart = _chart(pygal.HorizontalStackedBar, width, len(steps) * ROW + 40, names, told)
        for tone in TONES:
            values = []
            for step, (low, high), title in zip(reversed(steps), reversed(spans), reversed(titles), strict=True):
                low_ = begins if step.is_level else low
                size = low_ - begins if tone == "base" else high - low_ if tone == step.tone else None
                values.append(None if not size else {"value": size, "label": title})
            chart.add(tone, values)
        _scale(chart, max(ends) - begins, begins, language, TICKS if width == WIDE else NARROW_TICKS)
        chart.x_labels = list(reversed(names))
        return _clean(chart, label, "series serie-0 color-0")

    return Chart(draw(WIDE), draw(NARROW), begins)


def _spans(steps: Sequence[Step]) -> list[tuple[float, float]]:
    """From where to where each step reaches."""
    found, level = [], 0.0
    for step in steps:
        before, level = (0.0, step.value) if step.is_level else (level, level + step.value)
        found.append((min(before, level), max(before, level)))
    return found


def _begin(ends: Sequence[float]) -> float:
    """Where an axis begins so that the changes are seen: 0, or a round number below all of them.

    >>> _begin([100.0, 40.0]), _begin([9.4e6, 8.1e6])
    (0.0, 7000000.0)
    """
    low, high = min(ends), max(ends)
    if low < high * 0.8:
        return 0.0
    step = round_step((high - low) / 2 or high / 20)
    return max(0.0, (low - (high - low) * 0.3) // step * step)


def columns(months: Sequence[Month], words: tuple[str, str], language: Language, label: str) -> Chart | None:
    """Upright columns: target and actual of each month; None where there is no target."""
    top = max((max(one.target, one.actual or 0.0) for one in months), default=0.0)
    if top <= 0 or min(min(one.target, one.actual or 0.0) for one in months) < 0:
        return None

    def draw(width: int, height: int) -> Markup:
        pygal = library()

        chart = _chart(pygal.Bar, width, height, [label for _value, label in _ticks(top, 0.0, language, TICKS)])
        chart.config.spacing = 2
        every = 1 if (width - 60) / len(months) > TEXT * (max(width_of(one.name) for one in months) + 0.3) else 2
        chart.x_labels = [one.name if number % every == 0 else "" for number, one in enumerate(months)]
        target, actual = words
        chart.add(
            "plan",
            [{"value": one.target, "label": f"{one.name} · {target}: {rounded(one.target, 0):,}"} for one in months],
        )
        chart.add(
            "done",
            [
                None
                if one.actual is None
                else {"value": one.actual, "label": f"{one.name} · {actual}: {rounded(one.actual, 0):,}"}
                for one in months
            ],
        )
        _scale(chart, top, 0.0, language, TICKS)
        return _clean(chart, label)

    return Chart(draw(WIDE, MONTHS_HEIGHT), draw(NARROW, NARROW_MONTHS_HEIGHT))


def _chart(kind: Callable[..., Any], width: int, height: int, names: Sequence[str], told: Sequence[str] = ()) -> Any:
    """A chart without legend, script and look; room for its labels, and those of another one, as wide as they are."""
    library()
    from pygal.style import Style

    missing = TEXT * (max(map(width_of, told or names), default=0.0) - PYGALS * max(map(len, names), default=0))
    return kind(
        width=width,
        height=height,
        margin=6,
        margin_left=12 + missing,
        margin_right=24,
        spacing=8,
        show_legend=False,
        js=[],
        no_prefix=True,
        truncate_label=-1,
        style=Style(label_font_size=TEXT, major_label_font_size=TEXT, font_family="sans-serif"),
    )


def _scale(chart: Any, size: float, begins: float, language: Language, ticks: int) -> None:
    """Ticks at round amounts, labelled as the axis counts them."""
    found = _ticks(size, begins, language, ticks)
    chart.config.range = (0, found[-1][0])
    chart.y_labels = [{"value": value, "label": label} for value, label in found]


def _ticks(size: float, begins: float, language: Language, ticks: int) -> list[tuple[float, str]]:
    step = round_step(size / ticks) if size > 0 else 1.0
    return [(step * number, _tick(begins + step * number, language)) for number in range(int(-(-size // step)) + 1)]


def _tick(value: float, language: Language) -> str:
    """A round amount without a tail of zeros."""
    return _TAIL.sub("", short(value, language.large))


_TAIL = re.compile(r"(?<=\.\d)0+(?=\D|$)|\.0+(?=\D|$)")


def _clean(chart: Any, label: str, base: str | None = None) -> Markup:
    """The SVG without what the page brings itself; what a tooltip would say as the title of its bar.

    `base` is the class of the bars that only carry others.
    """
    from markupsafe import Markup

    library()
    from pygal.etree import etree

    root = chart.render_tree()
    if base is not None:
        for group in [one for one in root.iter() if one.get("class") == base]:
            group.clear()
    for parent in list(root.iter()):
        for child in list(parent):
            name = child.tag if isinstance(child.tag, str) else ""
            kind = child.get("class") or ""
            told = name.rpartition("}")[2]
            is_empty = told == "rect" and (child.get("width") in (None, "0") or not float(child.get("width", 0)))
            if not name or told in ("defs", "title") or "background" in kind or "overlay" in kind or is_empty:
                parent.remove(child)
            elif told == "desc":
                if kind == "label":
                    title = etree.SubElement(parent, "title")
                    title.text = child.text
                parent.remove(child)
    for node in root.iter():
        for key, value in list(node.attrib.items()):
            if key in ("rx", "ry") or value == "" or value.startswith("rect "):
                del node.attrib[key]
            else:
                node.set(key, _NUMBER.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), value))
    for name in ("id", "class"):
        root.attrib.pop(name, None)
    root.set("role", "img")
    root.set("aria-label", label)
    text = etree.tostring(root, encoding="unicode").replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    return Markup(text.replace(' xmlns="http://www.w3.org/2000/svg"', ""))  # noqa: S704  (pygal escapes all text)


_NUMBER = re.compile(r"\d+\.\d{2,}")


def round_step(rough: float) -> float:
    """The next of 1, 2, 2.5, 5 times a power of ten.

    >>> round_step(130_000)
    200000.0
    """
    from math import floor, log10

    power = 10.0 ** floor(log10(rough))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)


def width_of(text: str) -> float:
    """How wide a text is about, in the size of its letters."""
    chinese = columns_of(text) - len(text)
    return chinese * CHINESE + (len(text) - chinese) * LATIN


def columns_of(text: str) -> int:
    """How wide a text is, in Latin letters.

    >>> columns_of("East"), columns_of("华东")
    (4, 4)
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def shortened(name: str, longest: int) -> str:
    """A name for a label: on one line, without what XML cannot hold, and not too long.

    >>> shortened("North\\x00 Harbour and all of its islands", 22)
    'North Harbour and all…'
    """
    plain = printable(name)
    if columns_of(plain) <= longest:
        return plain
    while columns_of(plain) >= longest:
        plain = plain[:-1]
    return plain.rstrip() + "…"


def printable(text: str) -> str:
    r"""A text without control characters and halves of letters.

    >>> printable("a\x1b[31m\ud800b")
    'a[31mb'
    """
    return "".join(letter for letter in text if unicodedata.category(letter) not in ("Cc", "Cs", "Cn", "Co"))


def _amount(step: Step, language: Language, *, exact: bool = False) -> str:
    sign = "+" if not step.is_level and step.value > 0 else ""
    shown = f"{rounded(step.value, 0):,}" if exact else short(step.value, language.large)
    return (sign + shown).replace("-", "\N{MINUS SIGN}")
