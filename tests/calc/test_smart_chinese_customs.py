"""Slogans, time words and measures as they are usual in Chinese companies: labelled from the definitions, then run."""

from __future__ import annotations

import pytest

from tests.calc.smart import verdicts
from xltargets.calc import smart_text

SLOGANS = """优化营销管理机制|强化服务意识|加强销售队伍建设|加强党风廉政建设|打造销售铁军|实现开门红
打造一支能打胜仗的销售铁军|实现首季开门红|落實PDCA|落實PDCA循環管理|創造雙贏|与客户实现合作共赢|努力提升业绩，优化客户服务机制|全力以赴，冲刺开门红
強化團隊戰力，創造雙贏|加强精细化管理，优化激励机制|提升客户体验，强化风险意识|年度目标责任书|年度工作重点是做好服务"""

NARROW = ["优化华东区经销商返利机制", "加强抖音直播间选品团队建设"]
"""The same verbs with an object of their own."""

TIMES = """年度新增5家经销商|农历年前新增5家经销商|農曆年前新增5家經銷商|旺季结束前新增5家经销商
旺季結束前，華東區營收提高20%|本旬拜访20家客户|大促期间，天猫店成交额提高30%|大促期间天猫旗舰店销售额突破500万元|全年销售额破亿"""

NO_TIMES = ["过去三年的旺季经验", "历年新增5家经销商"]

MEASURES = """华东区客诉降低一半|華東區客訴降低一半|華東區營收破億|把报价时间缩短到3个工作日|將報價時間縮短至3個工作日
3个工作日内完成报价"""


def cases(text: str) -> list[str]:
    return text.replace("\n", "|").split("|")


@pytest.mark.parametrize("sentence", cases(SLOGANS))
def test_slogans_say_nothing(sentence: str) -> None:
    assert verdicts(smart_text(sentence)) == "FFUUF"


@pytest.mark.parametrize("sentence", NARROW)
def test_with_an_object_of_its_own_a_sentence_is_specific(sentence: str) -> None:
    assert verdicts(smart_text(sentence)) == "PFUUF"


@pytest.mark.parametrize("sentence", cases(TIMES))
def test_time_words(sentence: str) -> None:
    assert verdicts(smart_text(sentence)) == "PPUUP"


@pytest.mark.parametrize("sentence", NO_TIMES)
def test_no_time_words(sentence: str) -> None:
    assert smart_text(sentence)[0][4] == "Fail"


@pytest.mark.parametrize("sentence", cases(MEASURES))
def test_measures(sentence: str) -> None:
    """A time to be reached is a measure, not a deadline."""
    assert verdicts(smart_text(sentence)) == "PPUUF"
