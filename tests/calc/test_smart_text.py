"""SMART read from a sentence: amounts, deadlines and goals, and how often it is right on real sentences with labels.

How often SMART_TEXT is right is measured on `fixtures/smart_sentences.csv`, labelled from the definitions before the
code was written. Its parts: `tuning` was looked at while writing the code; `held-out` (every third sentence of the same
author) was not; `reworded` are published examples of good and bad targets in other words, run once before anything was
mended for them, with these results (precision/recall): S 0.97/0.90, M 1.00/0.97, A 1.00/1.00, R 1.00/1.00,
T 1.00/0.93. Its general lessons were learnt afterwards, so today's figures for it flatter. So do those of `held-out`,
for one hand wrote sentences and code: expect of strangers' sentences what the first run of `reworded` says. `letters`
are clauses of Chinese responsibility letters and key results, in other words, run once before anything was mended for
them: S 0.94/0.97, all others 1.00/1.00.
"""

from __future__ import annotations

import csv
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calc.smart import VERDICTS, verdicts
from xltargets.calc import smart_text
from xltargets.calc.smart.chinese import TRADITIONAL
from xltargets.calc.smart.numbers import value_of
from xltargets.calc.smart.sentence import lowers_is_better, plain
from xltargets.errors import ValueProblem

SENTENCES = Path(__file__).parents[1] / "fixtures" / "smart_sentences.csv"
CRITERIA = "SMART"


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


@pytest.mark.parametrize(
    ("part", "floor"), [("tuning", 0.97), ("held-out", 0.95), ("reworded", 0.93), ("letters", 0.97)]
)
def test_precision_and_recall_of_a_pass(part: str, floor: float) -> None:
    measured = precision_and_recall(part)
    for criterion, (precision, recall) in measured.items():
        print(f"{part:9} {criterion}: precision {precision:.2f}, recall {recall:.2f}")  # noqa: T201
    assert all(min(pair) >= floor for pair in measured.values()), measured


@pytest.mark.parametrize("part", ["tuning", "held-out", "reworded", "letters"])
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


def test_plain_spelling() -> None:
    assert plain("  Ｑ３　營收\n１５％ ") == "q3 营收 15%"
