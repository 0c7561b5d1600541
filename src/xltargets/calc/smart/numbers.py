"""Numbers as people write them in sentences: 1,200 and 1.2M, 一千二百 and 两百, six and a dozen."""

from __future__ import annotations

import re

ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,6}(?!\d)|\d{1,20})(?:\.\d{1,20})?"
CHINESE = r"[零〇一二两三四五六七八九十百千万亿]{1,20}(?:点[零〇一二三四五六七八九]{1,20})?"
_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ROUND = "ten twenty thirty forty fifty sixty seventy eighty ninety hundred"
ENGLISH_WORDS = (
    {word: value for value, word in enumerate(_TO_NINETEEN.split())}
    | {word: 10 * tens for tens, word in enumerate(_ROUND.split(), start=1)}
    | {"dozen": 12}
)
ENGLISH = rf"(?:\b(?:{'|'.join(sorted(ENGLISH_WORDS, key=len, reverse=True))})\b)"

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}


def value_of(text: str) -> float:
    """The value of a number that one of the patterns above has found.

    >>> value_of("1,200.5"), value_of("一千二百"), value_of("两亿三千万"), value_of("三点五"), value_of("六")
    (1200.5, 1200.0, 230000000.0, 3.5, 6.0)
    """
    if text in ENGLISH_WORDS:
        return float(ENGLISH_WORDS[text])
    if re.fullmatch(ARABIC, text):
        return float(text.replace(",", ""))
    whole, _, fraction = text.partition("点")
    decimals = "".join(str(_DIGITS[digit]) for digit in fraction)
    return float(_chinese(whole)) + (float(f"0.{decimals}") if decimals else 0.0)


def _chinese(numeral: str) -> int:
    """Whole numbers by place: each unit multiplies the digits before it, 万 and 亿 all that came before them."""
    if not any(sign in _TENS or sign in _MYRIADS for sign in numeral):
        return int("".join(str(_DIGITS[digit]) for digit in numeral))
    total = section = digit = 0
    for sign in numeral:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            section += (digit or 1) * _TENS[sign]
            digit = 0
        elif sign == "万":
            total += (section + digit or 1) * _MYRIADS[sign]
            section = digit = 0
        else:
            total = (total + section + digit or 1) * _MYRIADS[sign]
            section = digit = 0
    return total + section + digit
