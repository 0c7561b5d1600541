"""SMART: whether a target is specific, measurable, achievable, relevant and time-bound, and what to write if not.

The judging is done beside this face: a row in `criteria`, a sentence in `sentence` with the words of its
language in `english` and `chinese`, and the advice in `wording`.
"""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from xltargets.calc.arguments import Blank, Content, Kind, Series, Text, Today, word
from xltargets.calc.contract import Block, Number, Word, worksheet_function
from xltargets.calc.smart.criteria import Row, judge_row
from xltargets.calc.smart.verdict import Verdict
from xltargets.calc.smart.wording import WORDINGS, advice

__all__ = ["smart_advice", "smart_check", "smart_score", "smart_text"]

AREA = "SMART"

# A blank field is what these functions are there to find, so none of them is refused.
TextField = Annotated[str, Kind(content=Content.TEXT, blank=Blank.MISSING)]
NumberField = Annotated[float, Kind(blank=Blank.MISSING)]
DayField = Annotated[float, Kind(content=Content.DAY, blank=Blank.MISSING, least=1)]

POINTS = {Verdict.PASS: 20.0, Verdict.UNKNOWN: 10.0, Verdict.FAIL: 0.0}


@worksheet_function
def smart_check(
    objective: TextField,
    metric: TextField,
    baseline: NumberField,
    target: NumberField,
    start: DayField,
    due: DayField,
    owner: TextField,
    supports: TextField,
    history: Series = None,
    as_of: Today = None,
) -> Block:
    """Judge an objective by its row of fields: specific, measurable, achievable, relevant, time-bound.

    Specific: the objective says what is done (win, reduce, 新增) and to what, beyond wishes such as "better", and has
    an owner. A measure that every company has, such as sales, says enough when Measurable passes.
    Measurable: a metric, and a baseline and a target that differ.
    Achievable: TARGET_CHALLENGE over the history is Realistic or Stretch. Without a history, or with one too short for
    TARGET_CHALLENGE, growth of up to 50 % of a positive baseline passes. For a metric to lower (cost, churn, complaints,
    成本, 退货率) both are mirrored; a metric that does not tell is one to lower when the objective says "reduce" or the
    like and the target is below the baseline.
    Relevant: the goal that it supports is named.
    Time-bound: start before due, due not before as_of, no longer than 366 days.

    A blank, or a placeholder such as TBD, n/a or 待定, makes the criterion fail that asks for the field. Only
    Achievable is Unknown then, because without figures nobody can tell; it is Unknown too without a history over a
    baseline of 0 or less. Text where a number or a date belongs is an error, as everywhere.

    Args:
        objective: What is to be done, in words, in English or Chinese.
        metric: What is measured, for example Renewals revenue.
        baseline: The metric's value at the start.
        target: The value to reach.
        start: First day.
        due: The day by which the target is to be reached.
        owner: Who answers for it.
        supports: The goal of the company or the team that it serves.
        history: Past values of the metric for periods as long as the target's, oldest first. Blanks are missing.
        as_of: The day to look from; today if left out.

    Returns:
        1 × 5: Pass, Fail or Unknown for Specific, Measurable, Achievable, Relevant and Time-bound.

    Errors:
        #VALUE!: text for a number or a date, or a history that is no single row or column.
        #NUM!: a date before the spreadsheet's calendar.

    Formula:
        growth = (target - baseline) / baseline, or its negative for a metric to lower; passes in (0, 0.5]

    Example:
        =SMART_CHECK("Grow EMEA renewals","Revenue",1.2,1.5,DATE(2026,2,1),DATE(2026,9,30),"Ana","EMEA plan",,DATE(2026,1,15)) → {"Pass","Pass","Pass","Pass","Pass"}
        =SMART_CHECK("Do better","Revenue",100,200,DATE(2026,2,1),DATE(2025,9,30),"Ana","",,DATE(2026,1,15)) → {"Fail","Pass","Fail","Fail","Fail"}

        >>> smart_check("降低华东退货率", "退货率", 0.06, 0.04, 46054, 46295, "王敏", "质量提升计划", as_of=46037).tolist()
        [['Pass', 'Pass', 'Pass', 'Pass', 'Pass']]

    Source:
        G. T. Doran, There's a S.M.A.R.T. way to write management's goals and objectives, Management Review 70 (11), 1981;
        A as achievable and R as relevant. The 50 % and the 366 days are this catalogue's own settings.

    See also:
        SMART_SCORE, SMART_ADVICE, SMART_TEXT, TARGET_CHALLENGE
    """  # noqa: E501  (an example is one line)
    row = Row(objective, metric, baseline, target, start, due, owner, supports, history, as_of)
    return _words([finding.verdict for finding in judge_row(row)])


@worksheet_function
def smart_score(
    objective: TextField,
    metric: TextField,
    baseline: NumberField,
    target: NumberField,
    start: DayField,
    due: DayField,
    owner: TextField,
    supports: TextField,
    history: Series = None,
    as_of: Today = None,
) -> Number:
    """The score of SMART_CHECK, from 0 to 100.

    Args:
        As for smart_check.

    Returns:
        0 to 100. A blank row scores 10, for what is Unknown.

    Errors:
        #VALUE!: text for a number or a date, or a history that is no single row or column.
        #NUM!: a date before the spreadsheet's calendar.

    Formula:
        20 for a Pass, 10 for an Unknown, 0 for a Fail

    Example:
        =SMART_SCORE("Do better","Revenue",100,120,DATE(2026,2,1),DATE(2026,9,30),"Ana","",,DATE(2026,1,15)) → 60

        >>> smart_score("Grow EMEA renewals", "Revenue", None, None, 46054, 46295, "Ana", "EMEA plan", as_of=46037)
        70.0

    Source:
        Equal weight for the five criteria; an open question counts half.

    See also:
        SMART_CHECK, SMART_ADVICE
    """
    row = Row(objective, metric, baseline, target, start, due, owner, supports, history, as_of)
    return sum(POINTS[finding.verdict] for finding in judge_row(row))


@worksheet_function
def smart_advice(
    objective: TextField,
    metric: TextField,
    baseline: NumberField,
    target: NumberField,
    start: DayField,
    due: DayField,
    owner: TextField,
    supports: TextField,
    history: Series = None,
    as_of: Today = None,
    language: Annotated[str, word(*WORDINGS)] = "en",
) -> Word:
    """What to write so that an objective passes SMART_CHECK: one sentence for each criterion that did not.

    The sentences come in one text, which fits into one cell beside the objective; it is empty when all criteria pass.

    Args:
        As for smart_check, and:
        language: The language of the advice: en, zh-CN or zh-TW.

    Returns:
        A text; "" when there is nothing to mend.

    Errors:
        #VALUE!: an unknown language, text for a number or a date, or a history that is no single row or column.
        #NUM!: a date before the spreadsheet's calendar.

    Formula:
        the sentences of the criteria that are Fail or Unknown, in the order of SMART_CHECK

    Example:
        =SMART_ADVICE("Grow EMEA renewals","Revenue",100,120,DATE(2026,2,1),DATE(2026,9,30),"","EMEA plan",,DATE(2026,1,15)) → Specific: name one person as the owner who answers for the result.
        =SMART_ADVICE("Grow EMEA renewals","Revenue",100,120,DATE(2026,2,1),DATE(2026,9,30),"Ana","EMEA plan",,DATE(2026,1,15),"zh-TW") → ""

        >>> smart_advice("提升北區營收", "營收", 100, 120, None, 46295, "王敏", "年度計畫", language="zh-TW", as_of=46037)
        '有期限：請填入開始日。'

    Source:
        The criteria of SMART_CHECK.

    See also:
        SMART_CHECK, SMART_SCORE, XLT_EXPLAIN
    """  # noqa: E501  (an example is one line)
    row = Row(objective, metric, baseline, target, start, due, owner, supports, history, as_of)
    return advice(judge_row(row), language)


@worksheet_function
def smart_text(statement: Text) -> Block:
    """Judge a target written as one sentence, in English or Chinese (simplified or traditional).

    Specific: it says what is to change. Either something of its own (a product, place, customer group, process), or a
    measure that every company has (sales, 業績) together with an amount. Wishes and slogans fail.
    Measurable: a number with a unit, a percentage, a share or a multiple; 百分之二十, 两成 and 三倍 too. Numbers that
    only name or count off something ("phase 2", "top 3 priorities", ISO 9001) are none.
    Achievable: Unknown, unless the sentence gives the value now and the value to reach ("from 80 to 96"): then growth
    of up to 50 % passes and anything else fails, mirrored for what is to be lowered.
    Relevant: Unknown, unless the sentence names the goal it serves ("in support of …", 以支持…).
    Time-bound: a date, month, quarter, year or its end, a holiday or a duration, also by the calendar of the Republic
    of China. The past ("since 2019"), what recurs ("every month") and service levels ("within 24 hours") are none.

    This reads words, not meaning, so take it as a hint: see Checked with for how often it is right. Only the first
    2000 characters are read.

    Args:
        statement: The target as a sentence.

    Returns:
        1 × 5: Pass, Fail or Unknown for Specific, Measurable, Achievable, Relevant and Time-bound.

    Errors:
        #VALUE!: a blank.

    Formula:
        patterns of dates, numbers and purposes, and lists of words, for each language

    Example:
        =SMART_TEXT("Grow EMEA renewals revenue from 1.2M to 1.5M by 30 Sept") → {"Pass","Pass","Pass","Unknown","Pass"}
        =SMART_TEXT("提高銷售額") → {"Fail","Fail","Unknown","Unknown","Fail"}

        >>> smart_text("在接下来六个月内，将特定产品线的销售额提高20%").tolist()
        [['Pass', 'Pass', 'Unknown', 'Unknown', 'Pass']]

    Source:
        The definitions above; the idea of finding vague words by lists from studies of requirements smells.

    Checked with:
        242 labelled sentences, more than half of them Chinese, in tests/fixtures/smart_sentences.csv. On the 50 of them
        that are reworded from published examples, precision and recall of a Pass in the first run, before anything was
        mended for them: S 0.97 and 0.90, M 1.00 and 0.97, A 1.00 and 1.00, R 1.00 and 1.00, T 1.00 and 0.93. On 40 in
        the manner of Chinese responsibility letters, also in the first run: S 0.94 and 0.97, all others 1.00 and 1.00.

    See also:
        SMART_CHECK
    """
    from xltargets.calc.smart.sentence import judge_sentence  # the words of the languages take long to make ready

    return _words(judge_sentence(statement))


def _words(verdicts: list[Verdict]) -> Any:
    return np.array([[str(verdict) for verdict in verdicts]], dtype=object)
