"""SMART: the row's criteria by their definitions, the advice in three languages, and real sentences with labels.

How often SMART_TEXT is right is measured on `fixtures/smart_sentences.csv`, labelled from the definitions before the
code was written. Its parts: `tuning` was looked at while writing the code; `held-out` (every third sentence of the same
author) was not; `reworded` are published examples of good and bad targets in other words, run once before anything was
mended for them, with these results (precision/recall): S 0.97/0.90, M 1.00/0.97, A 1.00/1.00, R 1.00/1.00,
T 1.00/0.93. Its general lessons were learnt afterwards, so today's figures for it flatter. So do those of `held-out`,
for one hand wrote sentences and code: expect of strangers' sentences what the first run of `reworded` says.
"""

from __future__ import annotations

import csv
import math
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xltargets.calc import smart_advice, smart_check, smart_score, smart_text
from xltargets.calc.smart.chinese import TRADITIONAL
from xltargets.calc.smart.criteria import Finding, Reason, Row, judge_row
from xltargets.calc.smart.numbers import value_of
from xltargets.calc.smart.sentence import lowers_is_better, plain
from xltargets.calc.smart.verdict import Verdict
from xltargets.calc.smart.wording import WORDINGS, advice
from xltargets.errors import InputProblem, NumProblem, ValueProblem

SENTENCES = Path(__file__).parents[1] / "fixtures" / "smart_sentences.csv"
CRITERIA = "SMART"
START, DUE, AS_OF = 46054.0, 46295.0, 46037.0  # 1 Feb, 30 Sep and 15 Jan 2026
FIELDS = ("objective", "metric", "baseline", "target", "start", "due", "owner", "supports")
VERDICTS = {"Pass", "Fail", "Unknown"}


def verdicts(result: Any) -> str:
    """`PFU` and so on: the first letters."""
    assert result.shape == (1, 5)
    return "".join(word[0] for word in result[0])


def row(**changed: Any) -> dict[str, Any]:
    return {
        "objective": "Grow EMEA renewals",
        "metric": "Revenue",
        "baseline": 100,
        "target": 120,
        "start": START,
        "due": DUE,
        "owner": "Ana",
        "supports": "EMEA plan",
        "as_of": AS_OF,
    } | changed


# Sentences -----------------------------------------------------------------------------------------------------------


def labelled(part: str | None = None) -> list[dict[str, str]]:
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        return [line for line in csv.DictReader(file) if part in (None, line["part"])]


def test_the_labelled_set_is_as_large_and_mixed_as_promised() -> None:
    lines = labelled()
    languages = Counter(line["language"] for line in lines)
    assert len(lines) >= 120
    assert languages["zh-CN"] + languages["zh-TW"] >= len(lines) / 2
    assert min(languages.values()) >= len(lines) / 5
    assert len({line["sentence"] for line in lines}) == len(lines)
    assert all(line[criterion] in VERDICTS for line in lines for criterion in CRITERIA)
    assert all(line["reason"] for line in lines)
    assert len(labelled("held-out")) >= 0.32 * len(labelled("tuning") + labelled("held-out"))


def precision_and_recall(part: str) -> dict[str, tuple[float, float]]:
    counts = {criterion: Counter[tuple[bool, bool]]() for criterion in CRITERIA}
    for line in labelled(part):
        found = smart_text(line["sentence"])[0]
        for criterion, verdict in zip(CRITERIA, found, strict=True):
            counts[criterion][line[criterion] == "Pass", verdict == "Pass"] += 1
    return {
        criterion: (
            count[True, True] / (count[True, True] + count[False, True]),
            count[True, True] / (count[True, True] + count[True, False]),
        )
        for criterion, count in counts.items()
    }


@pytest.mark.parametrize(("part", "floor"), [("tuning", 0.97), ("held-out", 0.95), ("reworded", 0.93)])
def test_precision_and_recall_of_a_pass(part: str, floor: float) -> None:
    measured = precision_and_recall(part)
    for criterion, (precision, recall) in measured.items():
        print(f"{part:9} {criterion}: precision {precision:.2f}, recall {recall:.2f}")  # noqa: T201
    assert all(min(pair) >= floor for pair in measured.values()), measured


@pytest.mark.parametrize("part", ["tuning", "held-out", "reworded"])
def test_fail_and_unknown_are_told_apart(part: str) -> None:
    """Of all labels, Unknown included, at most one in forty is wrong."""
    wrong = [
        (line["sentence"], criterion, verdict)
        for line in labelled(part)
        for criterion, verdict in zip(CRITERIA, smart_text(line["sentence"])[0], strict=True)
        if verdict != line[criterion]
    ]
    assert len(wrong) <= len(labelled(part)) * 5 / 40, wrong


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("在接下来六个月内，将特定产品线的销售额提高20%", "PPUUP"),
        ("在接下來六個月內，將特定產品線的銷售額提高20%", "PPUUP"),
        ("在接下來六個月內，將特定產品線的銷售額提高百分之二十", "PPUUP"),
        ("提高銷售額", "FFUUF"),
        ("提高销售额", "FFUUF"),
        ("Grow EMEA renewals revenue from 1.2M to 1.5M by 30 Sept 2026", "PPPUP"),
        ("Raise the score from 80 to 96 in support of the service plan", "PPPPF"),
    ],
)
def test_the_sentences_that_the_task_names(sentence: str, expected: str) -> None:
    assert verdicts(smart_text(sentence)) == expected


TIMES = [
    ("Win 5 dealers", ["by 30 Sept 2026", "by Sept 30", "in Q3 FY26", "by year end", "by year-end", "within 90 days"]),
    (
        "Win 5 dealers",
        ["next quarter", "in the third quarter", "by the end of June", "in H1", "by 30/09/2026", "in 2027"],
    ),
    (
        "Win 5 dealers",
        ["over the next six months", "before Christmas", "by week 30", "this fiscal year", "by 2026-09-30"],
    ),
    (
        "新增5家經銷商",
        ["，民國115年底前", "，115年度", "，第三季度", "，第3季", "，年底前", "，未來三個月", "，六個月內"],
    ),
    (
        "新增5家经销商",
        ["，下个季度", "，9月30日前", "，九月底前", "，2026年9月", "，本财年", "，春节前", "，２０２６年上半年"],
    ),
    (
        "新增5家經銷商",
        ["，Q3前", "，90天內", "，一年內", "，今年底", "，明年第一季", "，2026/9/30前", "，月底前", "，雙11檔期"],
    ),
]
NO_TIMES = [
    (
        "Win 5 dealers",
        ["", "soon", "as soon as possible", "every month", "since 2019", "compared with 2025", "per year"],
    ),
    (
        "Win 5 dealers",
        ["over the coming years", "like last year", "for our 2030 strategy", "eventually", "year on year"],
    ),
    (
        "新增5家經銷商",
        ["", "，盡快", "，每月", "，較2025年成長", "，自2019年以來", "，長期", "，比去年多", "，逐步", "，未來幾年"],
    ),
]


@pytest.mark.parametrize("sentence", [f"{head} {tail}".strip() for head, tails in TIMES for tail in tails])
def test_times(sentence: str) -> None:
    assert smart_text(sentence)[0][4] == "Pass"


@pytest.mark.parametrize("sentence", [f"{head} {tail}".strip() for head, tails in NO_TIMES for tail in tails])
def test_what_is_no_deadline(sentence: str) -> None:
    assert smart_text(sentence)[0][4] == "Fail"


AMOUNTS = [
    "by 20%",
    "by 20 percent",
    "by ２０％",
    "to USD 3 million",
    "to €750k",
    "to 1,200,000",
    "by half",
    "threefold",
]
CHINESE_AMOUNTS = [
    "20%",
    "百分之二十",
    "两成",
    "兩成",
    "三倍",
    "1200万",
    "一千二百萬",
    "１２００萬",
    "三成五",
    "1.5個百分點",
]
NO_AMOUNTS = ["top 3 priorities", "phase 2", "ISO 9001", "Model 3 line", "24/7 hotline", "step one", "number one spot"]
NO_CHINESE_AMOUNTS = [
    "第2阶段工作",
    "第二階段",
    "三大任務",
    "五項重點工作",
    "ISO 9001認證",
    "5G服務",
    "進一步改善",
    "一流水準",
]


@pytest.mark.parametrize("amount", AMOUNTS)
def test_amounts_in_english(amount: str) -> None:
    assert smart_text(f"Increase spare-parts revenue {amount}")[0][1] == "Pass"


@pytest.mark.parametrize("amount", CHINESE_AMOUNTS)
def test_amounts_in_chinese(amount: str) -> None:
    assert smart_text(f"華東區營收提高{amount}")[0][1] == "Pass"


@pytest.mark.parametrize(
    "sentence", [*(f"Work on {one}" for one in NO_AMOUNTS), *(f"推動{one}" for one in NO_CHINESE_AMOUNTS)]
)
def test_numbers_that_measure_nothing(sentence: str) -> None:
    assert smart_text(sentence)[0][1] == "Fail"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Raise NPS from 30 to 40", "Pass"),  # a third more
        ("Raise NPS from 30 to 45", "Pass"),  # half is still within reach
        ("Raise NPS from 30 to 46", "Fail"),
        ("Raise NPS from 40 to 30", "Fail"),  # the wrong way
        ("Raise NPS to 40, up from 30", "Pass"),
        ("Cut churn from 5% to 4%", "Pass"),
        ("Bring complaints from 40 to 10", "Fail"),  # three quarters less
        ("Grow sales from 1.2 to 1.5M", "Pass"),  # millions both times
        ("Grow sales from 800k to 1.1M", "Pass"),  # 37.5 %
        ("把合格率从80提高到96", "Pass"),
        ("將客訴由四十件降至三十件", "Pass"),
        ("營收由9,000萬提高到1.2億", "Pass"),  # a third more
        ("营收由800万提升到2000万", "Fail"),
        ("From 2025 to 2026 grow sales in Peru by 10%", "Unknown"),  # years are no values
        ("Grow sales from 0 to 5", "Unknown"),  # no growth over nothing
        ("Grow sales by 20%", "Unknown"),
    ],
)
def test_achievable_where_the_sentence_gives_the_basis(sentence: str, expected: str) -> None:
    assert smart_text(sentence)[0][2] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Win 5 dealers in support of the Poland plan", "Pass"),
        ("Win 5 dealers, aligned with our growth strategy", "Pass"),
        ("新增5家经销商，以支持华东扩张战略", "Pass"),
        ("為了達成集團目標，新增5家經銷商", "Pass"),
        ("Win 5 dealers", "Unknown"),
        ("Win 5 dealers in support of", "Unknown"),
        ("新增5家經銷商", "Unknown"),
    ],
)
def test_relevant_where_the_sentence_names_the_goal(sentence: str, expected: str) -> None:
    assert smart_text(sentence)[0][3] == expected


def test_both_scripts_and_both_widths_read_alike() -> None:
    wide = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
    for line in labelled():
        expected = verdicts(smart_text(line["sentence"]))
        if line["language"] != "en":
            assert verdicts(smart_text(line["sentence"].translate(TRADITIONAL))) == expected
        assert verdicts(smart_text(line["sentence"].translate(wide))) == expected


def test_chinese_numerals() -> None:
    known = {
        "十": 10,
        "二十": 20,
        "一百零五": 105,
        "两千三百": 2300,
        "一千二百万": 12e6,
        "三亿五千万": 35e7,
        "二〇二六": 2026,
    }
    for numeral, value in known.items():
        assert value_of(numeral) == value
    assert value_of("三点一四") == pytest.approx(3.14)


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("Cost per lead", True),
        ("Customer churn", True),
        ("complaints", True),
        ("Returns", True),
        ("Days sales outstanding", True),
        ("成本", True),
        ("客诉件数", True),
        ("退貨率", True),
        ("應收帳款天數", True),
        ("Revenue", False),
        ("Cost savings", False),
        ("On-time delivery", False),
        ("Training days", False),
        ("營收", False),
        ("準時出貨率", False),
        ("", False),
    ],
)
def test_metrics_that_are_better_when_lower(metric: str, expected: bool) -> None:
    assert lowers_is_better(metric) is expected


ENGLISH_FRAGMENTS = (
    "from to 1 2.5 % 1,200 M by Q3 FY26 30 Sept 2026 within days end of year top phase ISO 9001 X200 $ €"
)
CHINESE_FRAGMENTS = (
    "从 由 到 至 降 提高 一千二百万 百分之 成 年 月 日 季 民国 第 每 以支持 內 底前 销售额 客户 家 个 点 亿 万 兆"
)
ODD_FRAGMENTS = [
    "，",
    "。",
    "\n",
    "\t",
    "\u3000",
    "１２",
    "{",
    "}",
    "\\",
    "(",
    "[",
    "\x00",
    "\ud800",
    "ﷺ",
    "İ",
    "９" * 50,
]
FRAGMENTS = [*ENGLISH_FRAGMENTS.split(), *CHINESE_FRAGMENTS.split(), *ODD_FRAGMENTS]


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(FRAGMENTS), max_size=60).map(" ".join)))
@settings(max_examples=400)
def test_any_text_gives_verdicts(text: str) -> None:
    found = smart_text(text)
    assert set(found[0]) <= VERDICTS
    assert found.shape == (1, 5)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join))
@settings(max_examples=200)
def test_any_run_of_fragments_gives_verdicts(text: str) -> None:
    assert set(smart_text(text)[0]) <= VERDICTS


@pytest.mark.parametrize(
    "fragment", ["from 1 ", "1,", "within 1 ", "一", "从1", "2026年", "a1-", "in support of ", "每", "to 1 "]
)
def test_a_cell_full_of_repetition_is_read_at_once(fragment: str) -> None:
    """No pattern looks back over and over: a cell holds 32,767 characters. A second is 50 times what it takes."""
    began = time.perf_counter()
    smart_text((fragment * 32767)[:32767])
    assert time.perf_counter() - began < 1


def test_an_empty_statement_has_nothing_and_a_blank_one_is_refused() -> None:
    assert verdicts(smart_text("")) == "FFUUF"
    with pytest.raises(ValueProblem, match="statement: found a blank"):
        smart_text(None)


# Rows ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "PPPPP"),
        ({"objective": None}, "FPPPP"),
        ({"objective": "   "}, "FPPPP"),
        ({"objective": "Do better"}, "FPPPP"),
        ({"objective": "全面加强管理"}, "FPPPP"),
        ({"objective": "The Lyon depot"}, "FPPPP"),  # nothing is done
        ({"objective": "Grow sales"}, "PPPPP"),  # the row says how much
        ({"objective": "Grow sales", "target": 100}, "FFFPP"),  # it does not
        ({"objective": "提升北區續約營收"}, "PPPPP"),
        ({"owner": None}, "FPPPP"),
        ({"owner": "TBD"}, "FPPPP"),
        ({"owner": 4711}, "PPPPP"),  # a personnel number
        ({"metric": None}, "PFPPP"),
        ({"metric": "待定"}, "PFPPP"),
        ({"baseline": None}, "PFUPP"),
        ({"target": None}, "PFUPP"),
        ({"target": 100}, "PFFPP"),
        ({"target": 150}, "PPPPP"),  # 50 % is included
        ({"target": 150.01}, "PPFPP"),
        ({"target": 90}, "PPFPP"),
        ({"baseline": 0, "target": 10}, "PPUPP"),
        ({"baseline": -5, "target": 10}, "PPUPP"),
        ({"baseline": 0.15, "target": 0.225}, "PPPPP"),  # 50 %, in spite of binary fractions
        ({"metric": "Churn", "baseline": 10, "target": 8}, "PPPPP"),
        ({"metric": "Churn", "baseline": 10, "target": 5}, "PPPPP"),
        ({"metric": "Churn", "baseline": 10, "target": 4}, "PPFPP"),
        ({"metric": "Churn", "baseline": 10, "target": 12}, "PPFPP"),
        ({"metric": "退货率", "baseline": 0.06, "target": 0.04}, "PPPPP"),
        ({"objective": "Reduce SKUs in the Nordic range", "metric": "SKUs", "baseline": 400, "target": 320}, "PPPPP"),
        ({"supports": None}, "PPPFP"),
        ({"supports": "n/a"}, "PPPFP"),
        ({"start": None}, "PPPPF"),
        ({"due": None}, "PPPPF"),
        ({"start": DUE}, "PPPPF"),
        ({"start": DUE + 1}, "PPPPF"),
        ({"as_of": DUE}, "PPPPP"),  # the due day itself is not past
        ({"as_of": DUE + 1}, "PPPPF"),
        ({"start": DUE - 366}, "PPPPP"),
        ({"start": DUE - 367}, "PPPPF"),
        ({"start": DUE + 0.5}, "PPPPF"),  # hours do not count: this is the due day itself
        ({"history": [None, None]}, "PPPPP"),  # as none at all
    ],
)
def test_rows(changed: dict[str, Any], expected: str) -> None:
    assert verdicts(smart_check(**row(**changed))) == expected
    score = sum({"P": 20, "U": 10, "F": 0}[letter] for letter in expected)
    assert smart_score(**row(**changed)) == score


def test_a_blank_row() -> None:
    blank = dict.fromkeys(FIELDS)
    assert verdicts(smart_check(**blank)) == "FFUFF"
    assert smart_score(**blank) == 10


@pytest.mark.parametrize(
    ("z", "expected"), [(-1.5, "Fail"), (-0.5, "Pass"), (0.5, "Pass"), (2, "Pass"), (2.9, "Pass"), (3.1, "Fail")]
)
@pytest.mark.parametrize("metric", ["Revenue", "Complaints"])
def test_a_history_decides_what_is_achievable(z: float, expected: str, metric: str) -> None:
    """Realistic and Stretch pass; residuals and trend by NumPy's polynomial fit; mirrored for complaints."""
    history = np.array([100, 112, 108, 121, 125, 128.0])
    periods = np.arange(1, 7)
    slope, level = np.polyfit(periods, history, 1)
    spread = math.sqrt(((history - level - slope * periods) ** 2).sum() / 4)
    sign = -1 if metric == "Complaints" else 1
    target = level + slope * 7 + sign * z * spread
    found = smart_check(**row(metric=metric, baseline=128, target=target, history=history))
    assert found[0][2] == expected


def test_a_history_needs_no_baseline_for_achievable() -> None:
    assert verdicts(smart_check(**row(baseline=None, target=70, history=[10, 22, 29, 41, 52, 58]))) == "PFPPP"


@pytest.mark.parametrize(
    ("changed", "problem", "sentence"),
    [
        ({"baseline": "100"}, ValueProblem, 'baseline: found "100"; expected a number.'),
        ({"target": True}, ValueProblem, "target: found TRUE; expected a number."),
        ({"due": "soon"}, ValueProblem, 'due: found "soon"; expected a date.'),
        ({"start": -3}, NumProblem, "start: found -3; expected 1 or more."),
        ({"target": math.inf}, NumProblem, "target: found inf; expected a finite number."),
        ({"history": [[1, 2], [3, 4]]}, ValueProblem, "expected a single row or column"),
        ({"history": [1, "x", 3]}, ValueProblem, 'history, element 2: found "x"; expected a number.'),
        ({"as_of": None}, ValueProblem, "as_of: found a blank; expected the date to look from."),
    ],
)
def test_bad_fields(changed: dict[str, Any], problem: type[InputProblem], sentence: str) -> None:
    with pytest.raises(problem, match=re.escape(sentence)):
        smart_check(**row(**changed))


texts = st.one_of(
    st.none(), st.text(max_size=30), st.sampled_from(["Cut churn", "TBD", "退货率", "{objective}", "Ana"])
)
figures = st.one_of(st.none(), st.floats(-1e308, 1e308), st.sampled_from([0.0, 5e-324, 1e308, -1e308, 100.0]))
days = st.one_of(st.none(), st.floats(1, 60000), st.sampled_from([1.0, 2958465.0, 1e15, 1e300]))


@given(
    st.tuples(texts, texts, figures, figures, days, days, texts, texts),
    days.filter(bool),
    st.sampled_from(sorted(WORDINGS)),
)
@settings(max_examples=300)
def test_any_row_gives_verdicts_a_score_and_advice_that_agree(fields: Any, as_of: float, language: str) -> None:
    found = smart_check(*fields, as_of=as_of)[0].tolist()
    assert smart_score(*fields, as_of=as_of) == 20 * found.count("Pass") + 10 * found.count("Unknown")
    advised = smart_advice(*fields, as_of=as_of, language=language)
    assert bool(advised) == (found.count("Pass") < 5)


# Advice --------------------------------------------------------------------------------------------------------------

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


def test_plain_spelling() -> None:
    assert plain("  Ｑ３　營收\n１５％ ") == "q3 营收 15%"
