"""Traditional Chinese, as in Taiwan."""

from __future__ import annotations

from xltargets.locale.language import Language

LANGUAGE = Language(
    code="zh-TW",
    name="繁體中文",
    font="Microsoft JhengHei",
    tags=("zh-Hant", "zh-TW", "zh-HK", "zh-MO"),
    slants=False,
    lcids=(1028, 3076, 5124),  # Taiwan, Hong Kong, Macao
    office_locales=("zh-TW",),
    large=((1e8, "億"), (1e4, "萬")),
    months=tuple(f"{number}月" for number in range(1, 13)),
    day="{0.year}年{0.month}月{0.day}日",
)
