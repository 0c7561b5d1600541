"""Simplified Chinese, as in mainland China."""

from __future__ import annotations

from xltargets.locale.language import Language

LANGUAGE = Language(
    code="zh-CN",
    name="简体中文",
    font="Microsoft YaHei",
    tags=("zh",),
    lcids=(2052, 4100),  # mainland China, Singapore
    office_locales=("zh-CN",),
)
