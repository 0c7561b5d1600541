"""Headers as they are compared: without case, spaces, punctuation, prefixes that systems put before them, and units."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from xltargets.units.amounts import CURRENCIES
from xltargets.units.names import bare, header_key, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

_PREFIX = re.compile(
    r"^(?:deal|opportunity|ticket|case|商机|商機|工单|工單) ?(?:-|:|\.|/) ?|^(?:deal|opportunity|ticket|case) (?=\S)"
    r"|^(?:商机|商機|工单|工單)(?=.)"
)
_BRACKETS = re.compile(r"[（(\[]([^（()）\[\]]*)[)）\]]")
_CODE_BEHIND = re.compile(rf"[ _-](?:{'|'.join(sorted(CURRENCIES))})$", re.I)
_MONEY = ("人民币", "人民幣", "新台币", "新台幣", "台币", "台幣", "港币", "港幣", "nt$", "rmb")
_SCALES = {
    **{
        "千": 1e3,
        "千元": 1e3,
        "k": 1e3,
        "thousand": 1e3,
        "thousands": 1e3,
        "in thousands": 1e3,
        "'000": 1e3,
        "000s": 1e3,
    },
    **{"万": 1e4, "万元": 1e4, "萬": 1e4, "萬元": 1e4, "百万": 1e6, "百万元": 1e6, "百萬元": 1e6},
    **{
        "m": 1e6,
        "mio": 1e6,
        "million": 1e6,
        "millions": 1e6,
        "in millions": 1e6,
        "亿": 1e8,
        "亿元": 1e8,
        "億": 1e8,
        "億元": 1e8,
    },
}


@functools.lru_cache(10_000)
def key_of(header: str) -> str:
    """A header without all that makes no difference, prefixes still on.

    >>> key_of("Close_Date "), key_of("预计销售金额（万元）"), key_of("Probability (%)")
    ('closedate', '预计销售金额', 'probability')
    """
    plain = _BRACKETS.sub(" ", bare(header))
    return re.sub(r"[^\w]|_", "", header_key(plain)) or re.sub(r"[\s_]", "", header_key(header))


@functools.lru_cache(10_000)
def keys_of(header: str) -> tuple[str, ...]:
    """A header's keys, the nearest to what is written first.

    >>> keys_of("Deal - Currency of Value")
    ('deal-currencyofvalue', 'dealcurrencyofvalue', 'currencyofvalue')
    """
    without = _PREFIX.sub("", name_key(header)) or header
    return tuple(dict.fromkeys((header_key(header), key_of(header), key_of(without), key_of(_bare_of_code(without)))))


def _bare_of_code(header: str) -> str:
    """A header without the code of a currency behind it, as `deal_value_usd` has one."""
    return _CODE_BEHIND.sub("", header) or header


def found_headers(headers: Iterable[str], labels: Iterable[str]) -> list[str]:
    """The headers that have one of these labels, in the order of the labels; those written just so come first."""
    found: dict[str, None] = {}
    wanted = _keys_of_labels(tuple(labels))
    for level, by_key in enumerate(_by_key(tuple(headers))):
        for exact, key in wanted:
            found.update(dict.fromkeys(by_key.get(key if level else exact, ())))
    return list(found)


@functools.lru_cache(1_000)
def _keys_of_labels(labels: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The keys of each label: as it is written, and without all that makes no difference."""
    return tuple((header_key(label), key_of(label)) for label in labels)


@functools.lru_cache(16)
def _by_key(headers: tuple[str, ...]) -> list[dict[str, list[str]]]:
    """The headers by each of their keys, at first by the nearest only: one row is asked for dozens of columns."""
    levels: list[dict[str, list[str]]] = [{} for _level in range(4)]
    for header in dict.fromkeys(headers):
        own = keys_of(header)
        for level, by_key in enumerate(levels):
            for key in dict.fromkeys(own[: level + 1]):
                if key:
                    by_key.setdefault(key, []).append(header)
    return levels


def scale_of(header: str) -> tuple[float, str | None]:
    """How much larger a column's numbers are meant than they are written, by the unit in its header.

    >>> scale_of("销售金额（万元）"), scale_of("Amount (USD)"), scale_of("Revenue in thousands")
    ((10000.0, '万元'), (1.0, None), (1000.0, 'in thousands'))
    """
    for inside in _BRACKETS.findall(header):
        words = name_key(inside)
        for code in (*map(str.lower, CURRENCIES), *_MONEY, "$", "€", "£", "¥", "₹", "元"):
            words = words if words in _SCALES else words.replace(code, "").strip(" ,/")
        if words in _SCALES:
            return _SCALES[words], inside
    for words in ("in thousands", "in millions"):
        if name_key(header).endswith(words):
            return _SCALES[words], words
    return 1.0, None


_UNIT_ABOVE = re.compile(r"(?:单位|單位|\bunits?) ?[:：] ?(.+)", re.I)


def scale_above(texts: Iterable[str]) -> tuple[float, str | None]:
    """How much larger all amounts are meant than they are written, by what stands above the headers.

    >>> scale_above(["2025", "（单位：万元）"]), scale_above(["Figures in thousands"]), scale_above(["單位：元"])
    ((10000.0, '万元'), (1000.0, 'in thousands'), (1.0, None))
    """
    for text in texts:
        named = _UNIT_ABOVE.search(text)
        scale, unit = scale_of(f"({named[1].rstrip(')）]】 ')})" if named else text)
        if unit is not None:
            return scale, unit
    return 1.0, None


def currency_in(header: str) -> str | None:
    """The currency that a header names in brackets or at its end: `Amount (EUR)`, `deal_value_usd`.

    >>> currency_in("Amount (EUR)"), currency_in("deal_value_usd"), currency_in("Amount")
    ('EUR', 'USD', None)
    """
    if behind := _CODE_BEHIND.search(bare(header)):
        return behind[0][1:].upper()
    return next(
        (code for inside in _BRACKETS.findall(header) for code in inside.upper().split() if code in CURRENCIES), None
    )
