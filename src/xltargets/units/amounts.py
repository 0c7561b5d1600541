"""Numbers and days in texts: one reader for what people's files and workbooks hold, and never a guess.

What a text says is read in the same way wherever it is found. What it does not say by itself (whether the comma is the
decimal sign, whether the day or the month comes first) comes from the column that it stands in, or stays open.
"""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP
from decimal import Decimal as Exact
from enum import Enum

from xltargets.units.days import EARLIEST, is_plausible, serial_of
from xltargets.units.names import bare

LARGEST = 1e15
"""The largest amount whose units a spreadsheet still tells apart; a longer number is that of an account or a parcel."""


def rounded(value: float, decimals: int) -> Exact:
    """As a spreadsheet shows a number: half away from zero, of the fifteen digits that it knows.

    >>> rounded(243.45, 1), rounded(-0.9345, 3), f"{243.45:.1f}"
    (Decimal('243.5'), Decimal('-0.935'), '243.4')
    """
    if not abs(value) < LARGEST:
        return Exact(f"{value:.0f}")
    return Exact(f"{value:.15g}").quantize(Exact(1).scaleb(-decimals), ROUND_HALF_UP)


def short(value: float, large: tuple[tuple[float, str], ...]) -> str:
    """An amount with three figures and the name of its unit, as the axis of a chart has room for.

    `large` has the sizes of the units with their names, the largest first.

    >>> large = ((1e6, "M"), (1e3, "k"))
    >>> short(24_994_761, large), short(-256_598, large), short(950, large), short(24_994_761, ((1e4, "万"),))
    ('25.0M', '-257k', '950', '2,499万')
    """
    for size, name in large:
        if abs(value) >= size:
            figures = abs(value) / size
            decimals = 0 if figures >= 99.95 else 1 if figures >= 9.995 else 2
            return f"{rounded(value / size, decimals):,}{name}"
    return f"{rounded(value, 0):,}"


class Unread(Enum):
    """Why a text is no number, or no day."""

    NOTHING = "it spells none"
    OTHER_DECIMAL = "it spells one, but only with the other decimal sign"
    SHARE = "it is a percentage, where an amount is asked for"
    TOO_LARGE = "it is larger than an amount can be"
    EITHER_ORDER = "day and month could be swapped"
    REPUBLIC_YEAR = "its year may be one of Taiwan's own count, and it does not say so"
    NO_SUCH_DAY = "the calendar has no such day, or no plan can hold it"


class Decimal(Enum):
    """The sign before the fraction. The other one may part the thousands, as spaces and apostrophes may."""

    POINT = "."
    COMMA = ","

    @property
    def other(self) -> Decimal:
        """The other one."""
        return Decimal.COMMA if self is Decimal.POINT else Decimal.POINT


_MONEY = "[$€£¥₩₹]"
_BRACKETS = re.compile(rf"({_MONEY}?)\((.*)\)({_MONEY}?)")
_AROUND = re.compile(rf"(?P<before>[-+]?{_MONEY}?|{_MONEY}[-+])(?P<digits>[^-+%]*(?:e[-+]?\d+)?)(?P<percent>%?)", re.I)
_SPACE_BESIDE = re.compile(rf" ?({_MONEY}|[%()]|^[-+]) ?")


_MARKS = {
    "US$": "USD",
    "NT$": "TWD",
    "HK$": "HKD",
    "R$": "BRL",
    "A$": "AUD",
    "C$": "CAD",
    "S$": "SGD",
    "€": "EUR",
    "£": "GBP",
    "₩": "KRW",
    "₹": "INR",
    "人民币": "CNY",
    "人民幣": "CNY",
    "RMB": "CNY",
    "元": "CNY",
    "円": "JPY",
    "zł": "PLN",
}
"""Words and signs of one currency; $ and ¥ are of several, and stand for themselves."""
CURRENCIES = frozenset(
    [
        "AED",
        "ARS",
        "AUD",
        "BGN",
        "BHD",
        "BRL",
        "CAD",
        "CHF",
        "CLP",
        "CNY",
        "COP",
        "CZK",
        "DKK",
        "EGP",
        "EUR",
        "GBP",
        "HKD",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "ISK",
        "JPY",
        "KES",
        "KRW",
        "KWD",
        "MAD",
        "MXN",
        "MYR",
        "NGN",
        "NOK",
        "NZD",
        "PEN",
        "PHP",
        "PKR",
        "PLN",
        "QAR",
        "RON",
        "RSD",
        "RUB",
        "SAR",
        "SEK",
        "SGD",
        "THB",
        "TND",
        "TRY",
        "TWD",
        "UAH",
        "USD",
        "UYU",
        "VND",
        "ZAR",
    ]
)
"""The codes that are known beside an amount."""
_WORD = "|".join(map(re.escape, sorted((*_MARKS, *CURRENCIES), key=len, reverse=True)))
_WORD_BEFORE = re.compile(rf"^([-+(]?) ?(?:{_WORD}) ?(?=[-+(.\d])")
_WORD_BEHIND = re.compile(rf"(?<=[\d.)万萬亿億千KkMm-]) ?(?:{_WORD})(\)?)$")
_ANY_MARK = re.compile(rf"{_WORD}|[$¥]")
_SCALES = {
    **{"千": 1e3, "k": 1e3, "万": 1e4, "萬": 1e4, "百万": 1e6, "百萬": 1e6, "m": 1e6, "mio": 1e6, "mn": 1e6},
    **{"千万": 1e7, "千萬": 1e7, "亿": 1e8, "億": 1e8, "bn": 1e9},
}
_SCALE = re.compile(rf"(?<=\d)\.? ?({'|'.join(sorted(_SCALES, key=len, reverse=True))})(?=[$)-]*$)", re.I)


_PLAIN = re.compile(r"-?\d{1,15}(\.\d\d?)?", re.ASCII)
"""What programs write, and most cells hold: it needs no second look, which counts where there are a million."""


def currency_of(text: str) -> str | None:
    """The currency that stands beside an amount: its code, or a sign that several share; None if there is none.

    >>> currency_of("NT$ 1,200"), currency_of("8000元"), currency_of("$5"), currency_of("5")
    ('TWD', 'CNY', '$', None)
    """
    found = None if _PLAIN.fullmatch(text) else _ANY_MARK.search(bare(text))
    return None if found is None else _MARKS.get(found[0], found[0])


_FORMAT_CODE = re.compile(r"\[\$([^\]-]*)(?:-([0-9A-Fa-f]+))?\]|\"([^\"]*)\"|\\\\(.)|([$€£¥₩₹])")
_OF_PLACE = {
    ("$", "409"): "USD",
    ("$", "1009"): "CAD",
    ("$", "C09"): "AUD",
    ("$", "1409"): "NZD",
    ("¥", "804"): "CNY",
    ("￥", "804"): "CNY",
    ("¥", "411"): "JPY",
    ("￥", "411"): "JPY",
}


def currency_of_format(number_format: str) -> str | None:
    """The currency that a spreadsheet's number format shows beside a number, as `currency_of` names it.

    >>> currency_of_format("[$€-407] #,##0.00"), currency_of_format('"$"#,##0'), currency_of_format("[$¥-804]#,##0")
    ('EUR', '$', 'CNY')
    >>> currency_of_format("[$-409]d-mmm-yy"), currency_of_format("#,##0.00")
    (None, None)
    """
    for sign, place, quoted, escaped, plain in _FORMAT_CODE.findall(number_format.partition(";")[0]):
        found = _OF_PLACE.get((sign, place.upper().lstrip("0"))) or currency_of(sign or quoted or escaped or plain)
        if found is not None:
            return found
    return None


class Paid(float):
    """A number that its cell shows with a currency."""

    currency: str

    def __new__(cls, number: float, currency: str) -> Paid:
        """A number and its currency."""
        made = super().__new__(cls, number)
        made.currency = currency
        return made


def _bare_amount(text: str) -> tuple[str, float]:
    """The text without words of currencies, which become a sign, and without 万 or K, whose size is told."""
    plain = _WORD_BEHIND.sub(r"$\1", _WORD_BEFORE.sub(r"\1$", text))
    scale = _SCALE.search(plain)
    if scale is not None:
        plain = plain[: scale.start()] + plain[scale.end() :]
    if plain.endswith("-") and not re.search(r"[-+(]", plain[:-1]):
        plain = "-" + plain[:-1]  # as accounting programs write what is below zero
    return plain, 1.0 if scale is None else _SCALES[scale[1].lower()]


def _spelling(parting: str, fraction: str) -> re.Pattern[str]:
    """Digits in one piece, in threes, or as India parts them, by the same sign; a fraction; a power of ten."""
    threes = rf"\d{{1,3}}(?P<part>[ '’{parting}])\d{{3}}(?:(?P=part)\d{{3}})*|\d{{1,2}}(?:,\d\d)+,\d{{3}}"
    return re.compile(rf"(?P<whole>{threes}|\d*)(?P<rest>(?:{fraction})?(?:e[-+]?\d{{1,2}})?)", re.ASCII | re.I)


_SPELLINGS = {Decimal.POINT: _spelling(",", r"\.\d*"), Decimal.COMMA: _spelling(".", r",\d+")}


def read_number(text: str, decimal: Decimal = Decimal.POINT, *, shares: bool = True) -> float | Unread:
    """The number that a text spells with a decimal sign, or why it spells none.

    Signs and words of currencies stand before or behind, 万 or K tells the size, brackets or a minus behind mean below
    zero as accountants write it, and a percentage is a hundredth where `shares` are asked for.

    >>> read_number("$1,234.50"), read_number("１２"), read_number("(7)"), read_number("−1e3"), read_number("45 %")
    (1234.5, 12.0, -7.0, -1000.0, 0.45)
    >>> read_number("1.234,50", Decimal.COMMA), read_number("1.234,50").name, read_number("12 apples").name
    (1234.5, 'OTHER_DECIMAL', 'NOTHING')
    """
    if found := _PLAIN.fullmatch(text):
        return Unread.OTHER_DECIMAL if found[1] and decimal is Decimal.COMMA else float(text)
    plain, scale = _bare_amount(bare(text).replace("\u2212", "-"))
    plain = _SPACE_BESIDE.sub(r"\1", plain)
    if bracketed := _BRACKETS.fullmatch(plain):
        plain = "-" + "".join(bracketed.groups())
    around = _AROUND.fullmatch(plain)
    if around is None:
        return Unread.NOTHING
    before, digits, percent = around["before"], around["digits"], around["percent"]
    paid = re.search(_MONEY, before) is not None
    if not paid and re.search(rf"{_MONEY}$", digits):
        digits, paid = digits[:-1], True
    number = _number(digits, decimal)
    if number is None:
        return Unread.NOTHING if _number(digits, decimal.other) is None else Unread.OTHER_DECIMAL
    if percent and paid:
        return Unread.NOTHING
    if percent and not shares:
        return Unread.SHARE
    if scale != 1:
        number = round(number * scale, 4)
    if number >= LARGEST:
        return Unread.TOO_LARGE
    number = number / 100 if percent else number
    return -number if "-" in before else number


def _number(digits: str, decimal: Decimal) -> float | None:
    found = _SPELLINGS[decimal].fullmatch(digits)
    if found is None or not re.match(r"[.,]?\d", digits):
        return None
    return float(re.sub(r"\D", "", found["whole"]) + found["rest"].replace(",", "."))


_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?"
_TIME = re.compile(
    rf"(?:T| (?:上午|下午)? ?){_CLOCK}(?: ?[ap]m)?(?: ?(?:Z|UTC|[-+]\d\d:?\d\d))?$",
    re.ASCII | re.I,
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?", re.ASCII)
_OF_THE_REPUBLIC = re.compile(r"民[國国] ?(\d{1,3}) ?年 ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?日)?")
"""A year of Taiwan's own count, which says so: 民國114年 is 2025."""
_REPUBLIC_YEAR = re.compile(
    r"(\d{2,3})([-/.])(\d{1,2})\2(\d{1,2})|(\d{2,3})()[/年] ?(\d{1,2}) ?月?(?: ?(\d{1,2}) ?[日号號]?)?", re.ASCII
)
"""One that does not say so: 114/05/05, 114.5.5, 114/05, 114年5月5日."""
_REPUBLIC_COMPACT = re.compile(r"(\d{3})()(\d\d)(\d\d)", re.ASCII)
"""1140505, which is a number unless somebody says that it is a day."""
MINGUO = "minguo"
"""The order of days whose years are all of that count."""
_IN_CHINESE = re.compile(r"(\d{4}) ?年 ?(\d{1,2})(?: ?月(?: ?(\d{1,2}) ?[日号號]?)?)?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
_YEAR_SHORT = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d\d)", re.ASCII)
_DAY_WORD = re.compile(r"(?P<day>\d{1,2}) (?P<month>[a-z]{3,}) (?P<year>\d{4})", re.ASCII)
_WORD_DAY = re.compile(r"(?P<month>[a-z]{3,}) (?:(?P<day>\d{1,2}) )?(?P<year>\d{4})", re.ASCII)


def read_day(text: str, order: str | None = None) -> datetime.date | Unread:
    """The day that a text spells, or why it spells none; a month is its first day, and an hour makes no difference.

    `order` says how 03/04/2026 is meant: `dmy` or `mdy`, with a year of two digits also `ymd`. Without it, the text
    itself must tell. `minguo` says that years below 1000 are of Taiwan's own count, as in 115/3/1.

    >>> read_day("2026-01-31") == read_day("31-Jan-2026") == read_day("20260131") == read_day("2026年1月31日")
    True
    >>> read_day("民國115年1月31日")
    datetime.date(2026, 1, 31)
    >>> read_day("115/3/1", "minguo"), read_day("115/3/1").name
    (datetime.date(2026, 3, 1), 'REPUBLIC_YEAR')
    >>> read_day("03/04/2026", "dmy"), read_day("03/04/2026").name, read_day("30/02/2026").name
    (datetime.date(2026, 4, 3), 'EITHER_ORDER', 'NO_SUCH_DAY')
    """
    plain = _TIME.sub("", bare(text))
    if found := _YEAR_FIRST.fullmatch(plain):
        return _day(found[1], found[3], found[4])
    if found := _OF_THE_REPUBLIC.fullmatch(plain):
        return _day(str(1911 + int(found[1])), found[2], found[3])
    if order == MINGUO and (found := _REPUBLIC_YEAR.fullmatch(plain) or _REPUBLIC_COMPACT.fullmatch(plain)):
        return _in_republic(found)
    if found := _IN_CHINESE.fullmatch(plain) or _COMPACT.fullmatch(plain):
        return _day(found[1], found[2], found[3])
    if found := _YEAR_LAST.fullmatch(plain):
        return _in_order(_readings(found[4], found[1], found[3]), order)
    if found := _YEAR_SHORT.fullmatch(plain):
        first, second, third = found[1], found[3], found[4]
        short = {**_readings(_whole_year(third), first, second), "ymd": _day(_whole_year(first), second, third)}
        return _in_order(short, order)
    words = " ".join(re.sub(r"[-,./]", " ", plain).lower().split())
    if found := _DAY_WORD.fullmatch(words) or _WORD_DAY.fullmatch(words):
        months = [place for place, name in enumerate(_MONTHS, 1) if found["month"] in (name, name[:3])]
        return _day(found["year"], months[0], found["day"]) if months else Unread.NOTHING
    if re.match(r"1\d\d\D", plain) and (found := _REPUBLIC_YEAR.fullmatch(plain)):
        return Unread.NO_SUCH_DAY if isinstance(_in_republic(found), Unread) else Unread.REPUBLIC_YEAR
    return Unread.NOTHING


def _in_republic(found: re.Match[str]) -> datetime.date | Unread:
    """The day of a year that is of Taiwan's own count."""
    year, _sign, month, day = found.groups()[:4] if found[1] else found.groups()[4:]
    return _day(str(1911 + int(year)), month, day)


def _readings(year: str, first: str, second: str) -> dict[str, datetime.date | Unread]:
    """The day in each order that its parts can have."""
    return {"dmy": _day(year, second, first), "mdy": _day(year, first, second)}


def _whole_year(digits: str) -> str:
    """A year of two digits in the only century in which a plan can hold it."""
    return str(1900 + int(digits) if int(digits) >= EARLIEST.year % 100 else 2000 + int(digits))


def _in_order(readings: dict[str, datetime.date | Unread], order: str | None) -> datetime.date | Unread:
    if order is not None:
        return readings.get(order, Unread.NOTHING)
    possible = {one for one in readings.values() if not isinstance(one, Unread)}
    if len(possible) > 1:
        return Unread.EITHER_ORDER
    return next(iter(possible), Unread.NO_SUCH_DAY)


def _day(year: str, month: str | int, day: str | None) -> datetime.date | Unread:
    try:
        found = datetime.date(int(year), int(month), int(day or 1))
    except ValueError:
        return Unread.NO_SUCH_DAY
    return found if is_plausible(serial_of(found)) else Unread.NO_SUCH_DAY
