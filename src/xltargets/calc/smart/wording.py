"""What to write where a SMART criterion did not pass, in the three languages of the templates.

The languages are an argument of SMART_ADVICE and not the reader's own, so the sentences stand here side by side.
"""

from __future__ import annotations

from dataclasses import dataclass

from xltargets.calc.smart.criteria import Finding, Reason
from xltargets.calc.smart.verdict import Verdict
from xltargets.units.days import day_of, is_serial


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's sentences."""

    sentences: dict[Reason, str]
    fields: dict[str, str]
    """The columns as the templates head them."""
    listed: tuple[str, str]
    """Between the items of a list, and before the last one."""
    owner_too: str
    """A sentence about the objective, and that an owner is missing as well."""
    stop: str
    between: str
    date: str


WORDINGS = {
    "en": Wording(
        sentences={
            Reason.OBJECTIVE_MISSING: (
                "Specific: write as the objective what will be done and to what,"
                " for example “Grow renewals revenue in EMEA”."
            ),
            Reason.OBJECTIVE_WITHOUT_ACTION: (
                "Specific: say in the objective what will be done, with a verb such as win, reduce or launch;"
                " “{objective}” only names a subject."
            ),
            Reason.OBJECTIVE_VAGUE: (
                "Specific: “{objective}” can mean anything; name the product, customers, region or process it is about."
            ),
            Reason.OWNER_MISSING: "Specific: name one person as the owner who answers for the result.",
            Reason.MEASURE_MISSING: (
                "Measurable: fill in {fields}, so that anyone can tell whether the target has been reached."
            ),
            Reason.MEASURE_SAME: (
                "Measurable: baseline and target are both {target}; write as the target the value to be reached."
            ),
            Reason.TOO_LOW: (
                "Achievable: the history leads beyond {target} without any effort; write a more demanding target."
            ),
            Reason.UNREALISTIC: (
                "Achievable: {target} is far beyond what the history makes likely; write a target nearer to its trend."
            ),
            Reason.GROWTH_BEYOND: (
                "Achievable: from {baseline} to {target} is a change of {change}; write a target no further than"
                " {limit}, or give the past figures as the history that supports it."
            ),
            Reason.NO_GROWTH: (
                "Achievable: {target} is no improvement on the baseline of {baseline}; write a target above it."
            ),
            Reason.NO_FALL: (
                "Achievable: lower is better here, and {target} is not below the baseline of {baseline};"
                " write a target below it."
            ),
            Reason.FIGURES_MISSING: (
                "Achievable: fill in {fields}; without figures nobody can tell whether it is within reach."
            ),
            Reason.BASELINE_NOT_POSITIVE: (
                "Achievable: growth cannot be measured from a baseline of {baseline};"
                " give past figures as the history, so that the target can be compared with their trend."
            ),
            Reason.GOAL_MISSING: (
                "Relevant: write which goal of the company or the team this supports,"
                " for example “Margin recovery plan”."
            ),
            Reason.DATES_MISSING: "Time-bound: write {fields} as a date.",
            Reason.DATES_REVERSED: (
                "Time-bound: the due date {due} is not after the start date {start}; write a later due date."
            ),
            Reason.DUE_PASSED: (
                "Time-bound: the due date {due} was over by {as_of}; write a new due date, or close this objective."
            ),
            Reason.TOO_LONG: (
                "Time-bound: {length} days from {start} to {due} are more than a year; write a due date"
                " no later than {latest}, and make an objective of its own for each further year."
            ),
        },
        fields={
            "metric": "the metric",
            "baseline": "the baseline",
            "target": "the target",
            "start": "the start",
            "due": "the due day",
        },
        listed=(", ", " and "),
        owner_too="{sentence}; and name one person as the owner",
        stop=".",
        between=" ",
        date="{year:04}-{month:02}-{day:02}",
    ),
    "zh-CN": Wording(
        sentences={
            Reason.OBJECTIVE_MISSING: "具体：请在目标描述中写明要做什么、针对什么，例如“提高华东区的续约收入”。",
            Reason.OBJECTIVE_WITHOUT_ACTION: (
                "具体：“{objective}”只是一个主题，请加上动词写明要做什么，例如新增、降低或上线。"
            ),
            Reason.OBJECTIVE_VAGUE: "具体：“{objective}”过于笼统，请写明是哪个产品、哪类客户、哪个区域或哪个流程。",
            Reason.OWNER_MISSING: "具体：请指定一位对结果负责的人。",
            Reason.MEASURE_MISSING: "可衡量：请填写{fields}，让任何人都能判断目标是否达成。",
            Reason.MEASURE_SAME: "可衡量：基准值与目标值都是{target}，请把目标值改为要达到的数值。",
            Reason.TOO_LOW: "可实现：照历史趋势不费力就能超过{target}，请设定更有挑战性的目标值。",
            Reason.UNREALISTIC: "可实现：{target}远远超出历史数据所支持的范围，请把目标值调整到更接近历史趋势的水平。",
            Reason.GROWTH_BEYOND: (
                "可实现：从{baseline}到{target}，变动幅度达{change}；请把目标值设在{limit}以内，或者提供历史数据作为依据。"
            ),
            Reason.NO_GROWTH: "可实现：{target}没有比基准值{baseline}更好，请填写高于基准值的目标值。",
            Reason.NO_FALL: "可实现：该指标越低越好，而{target}并未低于基准值{baseline}，请填写更低的目标值。",
            Reason.FIGURES_MISSING: "可实现：请填写{fields}，没有数字就无法判断目标能否实现。",
            Reason.BASELINE_NOT_POSITIVE: (
                "可实现：基准值为{baseline}，无法计算增长幅度；请提供历史数据，以便与其趋势比较。"
            ),
            Reason.GOAL_MISSING: "相关：请写明它支持公司或团队的哪一项目标，例如“毛利改善计划”。",
            Reason.DATES_MISSING: "有时限：请填写{fields}。",
            Reason.DATES_REVERSED: "有时限：截止日期{due}不晚于开始日期{start}，请填写更晚的截止日期。",
            Reason.DUE_PASSED: "有时限：到{as_of}为止，截止日期{due}已经过去，请填写新的截止日期，或者关闭该目标。",
            Reason.TOO_LONG: (
                "有时限：从{start}到{due}共{length}天，超过一年；请把截止日期定在{latest}或之前，之后的年度另立目标。"
            ),
        },
        fields={
            "metric": "衡量指标",
            "baseline": "基准值",
            "target": "目标值",
            "start": "开始日期",
            "due": "截止日期",
        },
        listed=("、", "和"),
        owner_too="{sentence}，并指定一位负责人",
        stop="。",
        between="",
        date="{year}年{month}月{day}日",
    ),
    "zh-TW": Wording(
        sentences={
            Reason.OBJECTIVE_MISSING: "具體：請在目標說明寫出要做什麼、對象是什麼，例如「提升北區門市的續約營收」。",
            Reason.OBJECTIVE_WITHOUT_ACTION: (
                "具體：「{objective}」只點出主題，請用動詞說明要做什麼，例如新增、降低或推出。"
            ),
            Reason.OBJECTIVE_VAGUE: "具體：「{objective}」太籠統，請指明是哪一項產品、哪一類客戶、哪個區域或哪個流程。",
            Reason.OWNER_MISSING: "具體：請指定一位對成果負責的人。",
            Reason.MEASURE_MISSING: "可衡量：請填入{fields}，讓每個人都看得出目標是否達成。",
            Reason.MEASURE_SAME: "可衡量：基準值和目標值同樣是{target}，請在目標值填入想達到的數字。",
            Reason.TOO_LOW: "可達成：依過去業績的走勢，不必努力就會超越{target}，請訂出更有挑戰性的目標值。",
            Reason.UNREALISTIC: "可達成：{target}遠超過歷史數據可能達到的範圍，請訂出較貼近過去走勢的目標值。",
            Reason.GROWTH_BEYOND: (
                "可達成：由{baseline}到{target}的變動幅度為{change}；請將目標值訂在{limit}以內，或附上歷史數據佐證。"
            ),
            Reason.NO_GROWTH: "可達成：{target}並沒有比基準值{baseline}進步，請填入高於基準值的目標值。",
            Reason.NO_FALL: "可達成：這項指標越低越好，但{target}並未低於基準值{baseline}，請填入更低的目標值。",
            Reason.FIGURES_MISSING: "可達成：請填入{fields}，缺少數字就無從判斷能不能達成。",
            Reason.BASELINE_NOT_POSITIVE: (
                "可達成：基準值為{baseline}，算不出成長率；請附上歷史數據，以便和過去走勢比較。"
            ),
            Reason.GOAL_MISSING: "相關：請寫出這項目標支持公司或團隊的哪一個目標，例如「毛利率回升計畫」。",
            Reason.DATES_MISSING: "有期限：請填入{fields}。",
            Reason.DATES_REVERSED: "有期限：到期日{due}沒有晚於開始日{start}，請改填較晚的到期日。",
            Reason.DUE_PASSED: "有期限：以{as_of}來看，到期日{due}已過，請改填新的到期日，或將這項目標結案。",
            Reason.TOO_LONG: (
                "有期限：{start}到{due}共{length}天，超過一年；到期日請訂在{latest}以前，後續年度另立目標。"
            ),
        },
        fields={
            "metric": "衡量指標",
            "baseline": "基準值",
            "target": "目標值",
            "start": "開始日",
            "due": "到期日",
        },
        listed=("、", "與"),
        owner_too="{sentence}，並指定一位負責人",
        stop="。",
        between="",
        date="{year}/{month}/{day}",
    ),
}


def advice(findings: list[Finding], language: str) -> str:
    """One sentence for each criterion that did not pass; an empty text when all did."""
    wording = WORDINGS[language]
    return wording.between.join(_sentence(one, wording) for one in findings if one.verdict is not Verdict.PASS)


def _sentence(finding: Finding, wording: Wording) -> str:
    assert finding.reason is not None
    values = {name: _shown(name, value, wording) for name, value in finding.values.items()}
    sentence = wording.sentences[finding.reason].format(**values)
    if finding.owner_missing:
        sentence = wording.owner_too.format(sentence=sentence.removesuffix(wording.stop)) + wording.stop
    return sentence


def _shown(name: str, value: object, wording: Wording) -> str:
    if isinstance(value, list):
        names = [wording.fields[one] for one in value]
        return wording.listed[0].join(names[:-1]) + (wording.listed[1] if len(names) > 1 else "") + names[-1]
    if isinstance(value, str):
        return value if len(value) <= 60 else value[:59] + "…"
    assert isinstance(value, float)
    if name in {"start", "due", "as_of", "latest"}:
        return _day(value, wording.date)
    return f"{value:,.0%}" if name == "change" else f"{value:,.12g}"


def _day(serial: float, pattern: str) -> str:
    if not is_serial(serial):
        return f"{serial:.0f}"
    day = day_of(serial)
    return pattern.format(year=day.year, month=day.month, day=day.day)
