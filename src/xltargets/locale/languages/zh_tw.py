"""Traditional Chinese, as in Taiwan."""

from __future__ import annotations

from xltargets.locale.language import Language

LANGUAGE = Language(
    code="zh-TW",
    name="繁體中文",
    font="Microsoft JhengHei",
    tags=("zh-Hant", "zh-TW", "zh-HK", "zh-MO"),
    lcids=(1028, 3076, 5124),  # Taiwan, Hong Kong, Macao
    office_locales=("zh-TW",),
)
