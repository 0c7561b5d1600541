"""SMART: verdicts by the definitions of the criteria, sentences by their labels, advice by its wording."""

from tests.conformance.case import Case, error

DAYS = "DATE(2026,2,1),DATE(2026,9,30)"
TODAY = "DATE(2026,1,15)"
ROW = f'"Grow EMEA renewals","Revenue",100,120,{DAYS},"Ana","EMEA plan"'
LOWER = f'"Cut churn of SMB customers","Churn",0.05,0.04,{DAYS},"Ana","Retention plan"'
CELLS = {
    "A1": "Grow EMEA renewals",
    "B1": "Revenue",
    "C1": 100,
    "D1": 120,
    "E1": 46054,
    "F1": 46295,
    "G1": "Ana",
    "H1": "EMEA plan",
}
FIELDS = "A1,B1,C1,D1,E1,F1,G1,H1"


def verdicts(letters: str) -> list[list[str]]:
    """Five words from their first letters."""
    return [[{"P": "Pass", "F": "Fail", "U": "Unknown"}[letter] for letter in letters]]


def without(*places: str) -> dict[str, object]:
    """The row with blank cells; one cell elsewhere keeps it from being empty."""
    return {place: value for place, value in CELLS.items() if place not in places} | {"Z1": 1}


def vague(field: str) -> str:
    """A row that is right but for its objective."""
    return f'"{field}","Revenue",100,120,{DAYS},"Ana","EMEA plan"'


CASES = [
    Case(f"=SMART_CHECK({ROW},,{TODAY})", verdicts("PPPPP"), "all five hold; 20 % growth"),
    Case(f"=SMART_CHECK({ROW})", verdicts("PPPPP"), "today by the host's clock", as_of="2026-01-15"),
    Case(f"=SMART_CHECK({ROW})", verdicts("PPPPF"), "today is past the due day", as_of="2026-10-01"),
    Case(f"=SMART_CHECK({ROW})", verdicts("PPPPP"), "the due day itself is not past", as_of="2026-09-30"),
    Case(f"=SMART_CHECK({vague('Do better')},,{TODAY})", verdicts("FPPPP"), "a wish"),
    Case(f"=SMART_CHECK({vague('努力做到更好')},,{TODAY})", verdicts("FPPPP"), "a wish in Chinese"),
    Case(f"=SMART_CHECK({vague('提升北區續約營收')},,{TODAY})", verdicts("PPPPP"), "an objective in Chinese"),
    Case(f"=SMART_CHECK({LOWER},,{TODAY})", verdicts("PPPPP"), "churn is to be lowered: 20 % less"),
    Case(f"=SMART_CHECK({FIELDS},,{TODAY})", verdicts("FPPPP"), "no owner", cells=without("G1")),
    Case(f"=SMART_CHECK({FIELDS},,{TODAY})", verdicts("PFUPP"), "no baseline", cells=without("C1")),
    Case(f"=SMART_CHECK({FIELDS},,{TODAY})", verdicts("PFPPP"), "no metric", cells=without("B1")),
    Case(f"=SMART_CHECK({FIELDS},,{TODAY})", verdicts("PPPFF"), "no goal and no start", cells=without("E1", "H1")),
    Case(f"=SMART_CHECK({FIELDS},,{TODAY})", verdicts("FFUFF"), "a blank row", cells={"Z1": 1}),
    Case(f"=SMART_CHECK({FIELDS},A2:C2,{TODAY})", verdicts("PPPPP"), "a blank history is none", cells=CELLS),
    Case(f"=SMART_CHECK({FIELDS},,{TODAY})", error("#N/A"), "errors pass on", cells=CELLS | {"D1": error("#N/A")}),
    Case(f"=SMART_CHECK({FIELDS},,{TODAY})", error("#VALUE!"), "a number stored as text", cells=CELLS | {"D1": "120"}),
    Case(f"=SMART_CHECK({FIELDS},,{TODAY})", error("#VALUE!"), "TRUE as a number", cells=CELLS | {"C1": True}),
    Case(f"=SMART_CHECK({FIELDS},,{TODAY})", error("#VALUE!"), "a date in words", cells=CELLS | {"F1": "soon"}),
    Case(f"=SMART_CHECK({FIELDS},,{TODAY})", error("#NUM!"), "a negative date", cells=CELLS | {"E1": -1}),
    Case(f"=SMART_CHECK({ROW},{{1,2;3,4}},{TODAY})", error("#VALUE!"), "a history of two dimensions"),
    Case(f'=SMART_CHECK({ROW},{{1,"x",3}},{TODAY})', error("#VALUE!"), "text in the history"),
    Case(f"=SMART_SCORE({ROW},,{TODAY})", 100, "five times 20"),
    Case(f"=SMART_SCORE({FIELDS},,{TODAY})", 70, "Pass, Fail, Unknown, Pass, Pass", cells=without("C1")),
    Case(f"=SMART_SCORE({FIELDS},,{TODAY})", 10, "a blank row: one Unknown", cells={"Z1": 1}),
    Case(f"=SMART_SCORE({ROW})", 80, "today by the host's clock: the due day is past", as_of="2027-01-15"),
    Case(f"=SMART_SCORE({FIELDS},,{TODAY})", error("#VALUE!"), "a target in words", cells=CELLS | {"D1": "more"}),
    Case(f"=SMART_ADVICE({ROW},,{TODAY})", "", "nothing to mend"),
    Case(
        f"=SMART_ADVICE({FIELDS},,{TODAY})",
        "Specific: name one person as the owner who answers for the result.",
        "English unless told otherwise",
        cells=without("G1"),
    ),
    Case(
        f'=SMART_ADVICE({FIELDS},,{TODAY},"zh-TW")',
        "具體：請指定一位對成果負責的人。有期限：請填入到期日。",
        "two sentences in one text",
        cells=without("F1", "G1"),
    ),
    Case(
        f'=SMART_ADVICE({FIELDS},,{TODAY},"ZH-CN")',
        "可衡量：请填写衡量指标，让任何人都能判断目标是否达成。",
        "words without regard to case",
        cells=without("B1"),
    ),
    Case(f'=SMART_ADVICE({ROW},,{TODAY},"fr")', error("#VALUE!"), "an unknown language"),
    Case(f"=SMART_ADVICE({FIELDS},,{TODAY})", error("#DIV/0!"), "errors", cells=CELLS | {"C1": error("#DIV/0!")}),
    Case(
        '=SMART_TEXT("Grow EMEA renewals revenue from 1.2M to 1.5M by 30 Sept 2026")',
        verdicts("PPPUP"),
        "25 % growth; no goal named",
    ),
    Case('=SMART_TEXT("在接下来六个月内，将特定产品线的销售额提高20%")', verdicts("PPUUP"), "the book's own example"),
    Case('=SMART_TEXT("提高銷售額")', verdicts("FFUUF"), "a wish"),
    Case('=SMART_TEXT("Raise NPS from 30 to 40 in support of the service plan")', verdicts("PPPPF"), "no time"),
    Case('=SMART_TEXT("")', verdicts("FFUUF"), "an empty text"),
    Case("=SMART_TEXT(A1)", error("#VALUE!"), "a blank cell", cells={"Z1": 1}),
    Case("=SMART_TEXT(A1)", verdicts("FFUUF"), "a number is no sentence", cells={"A1": 5}),
    Case("=SMART_TEXT(A1)", error("#N/A"), "errors pass on", cells={"A1": error("#N/A")}),
    Case("=SMART_TEXT(A1:A2)", error("#VALUE!"), "one sentence at a time", cells={"A1": "a", "A2": "b"}),
    Case(f"=SMART_CHECK({ROW},{{100,112,108,121,125,128}},{TODAY})", verdicts("PPFPP"), "below the trend's 134.9"),
    Case(f"=SMART_CHECK({ROW},{{80;92;88;101;105;108}},{TODAY})", verdicts("PPPPP"), "a stretch on the trend's 115"),
    Case(f"=SMART_CHECK({ROW},{{50,51,50,52,51,52}},{TODAY})", verdicts("PPFPP"), "far beyond the trend's 52"),
]
