"""Simplified Chinese, as in mainland China."""

from __future__ import annotations

from xltargets.locale.language import Language

LANGUAGE = Language(
    code="zh-CN",
    name="简体中文",
    font="Microsoft YaHei",
    tags=("zh",),
    slants=False,
    lcids=(2052, 4100),  # mainland China, Singapore
    office_locales=("zh-CN",),
    large=((1e8, "亿"), (1e4, "万")),
    months=tuple(f"{number}月" for number in range(1, 13)),
    day="{0.year}年{0.month}月{0.day}日",
)
