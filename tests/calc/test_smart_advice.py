"""The advice of SMART: what it says in each language, and that each reason has its sentence and can be reached."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from tests.calc.smart import DUE, FIELDS, row
from xltargets.calc import smart_advice
from xltargets.calc.smart.chinese import TRADITIONAL
from xltargets.calc.smart.criteria import Finding, Reason, Row, judge_row
from xltargets.calc.smart.verdict import Verdict
from xltargets.calc.smart.wording import WORDINGS, advice
from xltargets.errors import ValueProblem

NAMES = {
    "en": ["Specific", "Measurable", "Achievable", "Relevant", "Time-bound"],
    "zh-CN": ["具体", "可衡量", "可实现", "相关", "有时限"],
    "zh-TW": ["具體", "可衡量", "可達成", "相關", "有期限"],
}


@pytest.mark.parametrize("language", WORDINGS)
def test_one_sentence_for_each_criterion_that_did_not_pass(language: str) -> None:
    blank = dict.fromkeys(FIELDS)
    advised = smart_advice(**blank, language=language)
    stop = WORDINGS[language].stop
    sentences = [one for one in re.split(r"(?<=\.) (?=[A-Z])|(?<=。)", advised) if one]
    assert [re.split("[:：]", sentence)[0] for sentence in sentences] == NAMES[language]
    assert all(sentence.endswith(stop) for sentence in sentences)
    assert smart_advice(**row(), language=language) == ""


def test_the_advice_says_what_to_write() -> None:
    advised = smart_advice(**row(target=200, owner="", due=DUE - 700))
    assert advised == (
        "Specific: name one person as the owner who answers for the result."
        " Achievable: from 100 to 200 is a change of 100%; write a target no further than 150, or give the past figures"
        " as the history that supports it."
        " Time-bound: the due date 2024-10-30 is not after the start date 2026-02-01; write a later due date."
    )
    assert smart_advice(**row(objective="做得更好", owner=None), language="zh-CN") == (
        "具体：“做得更好”过于笼统，请写明是哪个产品、哪类客户、哪个区域或哪个流程，并指定一位负责人。"
    )
    assert smart_advice(**row(metric="", baseline=None, history=[100, 112, 108, 121]), language="zh-TW") == (
        "可衡量：請填入衡量指標與基準值，讓每個人都看得出目標是否達成。"
    )


def test_each_reason_has_its_sentence_in_each_language() -> None:
    for wording in WORDINGS.values():
        assert set(wording.sentences) == set(Reason)
        assert set(wording.fields) == {"metric", "baseline", "target", "start", "due"}
    for reason in Reason:
        placeholders = [set(re.findall(r"\{\w+\}", one.sentences[reason])) for one in WORDINGS.values()]
        assert placeholders[0] == placeholders[1] == placeholders[2]


REACHED = [
    {"objective": None},
    {"objective": "The Lyon depot"},
    {"objective": "Do better"},
    {"owner": None},
    {"metric": None},
    {"target": 100},
    {"target": 90, "history": [100, 112, 108, 121, 125]},
    {"target": 900, "history": [100, 112, 108, 121, 125]},
    {"target": 200},
    {"target": 90},
    {"metric": "Churn"},
    {"baseline": None},
    {"baseline": 0},
    {"supports": None},
    {"start": None},
    {"start": DUE + 5},
    {"as_of": DUE + 5},
    {"start": DUE - 500},
]


def test_each_reason_can_be_reached_and_reads_without_gaps() -> None:
    reasons = set()
    for changed in REACHED:
        found = judge_row(filled(**changed))
        reasons |= {finding.reason for finding in found if finding.reason}
        for language in WORDINGS:
            assert not re.search(r"[{}]|nan|None", advice(found, language))
    assert reasons == set(Reason)


def filled(**changed: Any) -> Row:
    fields = {"history": None} | row(**changed)
    for name in ("objective", "metric", "owner", "supports"):
        fields[name] = fields[name] or ""
    for name in ("baseline", "target", "start", "due"):
        fields[name] = float("nan") if fields[name] is None else float(fields[name])
    fields["history"] = None if fields["history"] is None else np.array(fields["history"], dtype=float)
    return Row(**fields)


def test_each_chinese_text_keeps_to_its_script() -> None:
    def written(language: str) -> str:
        wording = WORDINGS[language]
        return "".join([*wording.sentences.values(), *wording.fields.values(), wording.owner_too, wording.date])

    simplified_only = set(TRADITIONAL.values())
    assert not {ord(sign) for sign in written("zh-CN")} & set(TRADITIONAL)
    both = {ord(sign) for sign in "并布占采系周里干几面出只才后台表同向合升回志致制冲松游准复別别余云仆叶于念修"}
    assert not {ord(sign) for sign in written("zh-TW")} & (simplified_only - both)


def test_the_language_is_checked() -> None:
    with pytest.raises(ValueProblem, match="expected one of: en, zh-CN, zh-TW"):
        smart_advice(**row(), language="fr")
    assert smart_advice(**row(owner=None), language="ZH-tw") == "具體：請指定一位對成果負責的人。"


def test_a_passed_finding_needs_no_words() -> None:
    assert advice([Finding(Verdict.PASS)] * 5, "en") == ""
