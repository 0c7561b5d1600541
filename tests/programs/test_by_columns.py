"""How columns go about it: what is worked out once, what is left to the engine, and what must not break them."""

from __future__ import annotations

from pathlib import Path

import pytest

from xltargets.errors import CellError
from xltargets.workbooks.contents import Area, Cell, Contents, Sheet, Table, TableColumn
from xltargets.workbooks.engine import evaluate, evaluate_by_engine
from xltargets.workbooks.program import calls as calls_module
from xltargets.workbooks.program.parsing import formula_of
from xltargets.workbooks.program.running import Worked, work_out


def table_of(columns: dict[str, list[object]], name: str = "t") -> Contents:
    """A table from A1 on; texts that begin with `=` are formulas."""
    sheet = Sheet("S", "")
    height = max(map(len, columns.values()))
    for number, (header, cells) in enumerate(columns.items(), 1):
        sheet.cells[1, number] = Cell(1, number, header)
        for row, value in enumerate(cells, 2):
            is_formula = isinstance(value, str) and value.startswith("=")
            content = {"formula": value[1:]} if is_formula else {"value": value}
            sheet.cells[row, number] = Cell(row, number, **content)
    table = Table(name, "S", Area(1, 1, height + 1, len(columns)), [TableColumn(one) for one in columns])
    return Contents(Path("table.xlsx"), {"S": sheet}, {name: table})


def worked(contents: Contents) -> Worked:
    found = work_out(contents)
    assert found is not None
    return found


def column(found: Worked, number: int, rows: int) -> list[object]:
    return [found.values.get(("S", row, number)) for row in range(2, rows + 2)]


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """The calls of our functions, and over how many rows they go."""
    made: list[tuple[str, int]] = []
    answer = calls_module.answer

    def spy(name, arguments, clock=None):
        made.append((name, max((len(one) for one in arguments if isinstance(one, list)), default=1)))
        return answer(name, arguments, clock)

    monkeypatch.setattr(calls_module, "answer", spy)
    return made


def test_a_function_over_a_whole_column_is_called_once(called) -> None:
    contents = table_of({"w": [1.0, 1.0, 2.0], "x": ["=INDEX(TARGET_SPLIT(8,t[w]),ROW()-ROW(t[[#Headers],[x]]))"] * 3})
    assert column(worked(contents), 2, 3) == [2.0, 2.0, 4.0]
    assert called == [("TARGET_SPLIT", 3)]


def test_an_expression_of_columns_is_an_argument_of_a_function(called) -> None:
    """9 by 1 and 2 of the p are 3 and 6."""
    formula = "=INDEX(TARGET_SPLIT(9,MMULT((t[k]=t[[#This Row],[k]])*t[w],{1})),ROW()-ROW(t[[#Headers],[x]]))"
    contents = table_of({"k": ["p", "p", "q"], "w": [1.0, 2.0, 5.0], "x": [formula] * 3})
    found = worked(contents)
    assert found.left == []
    assert column(found, 3, 3) == [3.0, 6.0, 9.0]
    assert len(called) == 2
    assert column(found, 3, 3) == [evaluate_by_engine(contents).values["S", row, 3] for row in (2, 3, 4)]


def test_a_vectorised_function_is_called_once_for_all_rows_but_those_with_an_error(called) -> None:
    formula = '=IF(t[[#This Row],[a]]="","",ACHIEVEMENT(t[[#This Row],[a]],t[[#This Row],[g]]))'
    actual = [50.0, 80.0, None, CellError("#N/A"), 30.0, 100.0]
    contents = table_of({"a": actual, "g": [100.0] * 6, "x": [formula] * 6})
    assert column(worked(contents), 3, 6) == [0.5, 0.8, "", CellError("#N/A"), 0.3, 1.0]
    assert called == [("ACHIEVEMENT", 4)]


def test_the_same_call_in_two_columns_is_made_once(called) -> None:
    call = "INDEX(COMMISSION_DRAW(t[a],t[g],0,TRUE),ROW()-ROW(t[[#Headers],[a]]),{})"
    contents = table_of(
        {"a": [5.0, 1.0], "g": [2.0, 2.0], "x": [f"={call.format(1)}"] * 2, "y": [f"={call.format(2)}"] * 2}
    )
    assert worked(contents).left == []
    assert [name for name, _rows in called] == ["COMMISSION_DRAW"]


ROW_OF_T = "ROW()-ROW(t[[#Headers],[a]])"
SO_FAR = (
    f"=INDEX(COMMISSION_DRAW(INDEX(t[a],1):INDEX(t[a],{ROW_OF_T}),INDEX(t[g],1):INDEX(t[g],{ROW_OF_T})),{ROW_OF_T},1)"
)


def test_what_runs_on_from_row_to_row_is_called_once(called) -> None:
    contents = table_of({"a": [1.0, 5.0, 2.0, 9.0], "g": [3.0] * 4, "x": [SO_FAR] * 4})
    # By hand: 2 owed after the first, all recovered in the second, 1 owed after the third, recovered in the fourth.
    assert column(worked(contents), 3, 4) == [3.0, 3.0, 3.0, 8.0]
    assert called == [("COMMISSION_DRAW", 4)]


def test_an_error_further_down_spoils_only_the_rows_from_there_on(called) -> None:
    contents = table_of({"a": [1.0, 5.0, CellError("#N/A"), 9.0], "g": [3.0] * 4, "x": [SO_FAR] * 4})
    assert column(worked(contents), 3, 4) == [3.0, 3.0, CellError("#N/A"), CellError("#N/A")]
    assert len(called) == 5


def test_true_and_one_are_different_arguments() -> None:
    contents = table_of({"x": ["=ACHIEVEMENT(TRUE,1)"], "y": ["=ACHIEVEMENT(1,1)"], "z": ["=ACHIEVEMENT(TRUE,1)"]})
    found = worked(contents).values
    assert [found["S", 2, number] for number in (1, 2, 3)] == [CellError("#VALUE!"), 1.0, CellError("#VALUE!")]


def test_columns_that_need_each_other_come_in_order() -> None:
    first, last = "=t[[#This Row],[c]]*2", "=SUM(t[b])+t[[#This Row],[a]]"
    contents = table_of({"d": [first] * 2, "a": [1.0, 2.0], "b": ["=t[[#This Row],[a]]+1"] * 2, "c": [last] * 2})
    assert column(worked(contents), 1, 2) == [12.0, 14.0]


def test_a_circle_is_left_to_the_engine_with_all_that_reads_it_and_nothing_else() -> None:
    contents = table_of(
        {
            "a": ["=t[[#This Row],[b]]"] * 2,
            "b": ["=SUM(t[a])"] * 2,
            "c": ["=t[[#This Row],[a]]+1"] * 2,
            "d": ["=1+1"] * 2,
        }
    )
    found = worked(contents)
    assert {group.column for group in found.left} == {1, 2, 3}
    assert column(found, 4, 2) == [2.0, 2.0]
    results = evaluate(contents)
    assert results.not_verified.keys() == evaluate_by_engine(contents).not_verified.keys() != set()


def test_what_columns_do_not_know_is_left_to_the_engine_and_read_by_what_follows() -> None:
    contents = table_of(
        {"a": ["ab", "abc"], "n": ["=LEN(t[[#This Row],[a]])"] * 2, "x": ["=t[[#This Row],[n]]*10"] * 2}
    )
    found = worked(contents)
    assert [group.column for group in found.left] == [2, 3]
    assert {place: value for place, value in evaluate(contents).values.items() if place[2] == 3} == {
        ("S", 2, 3): 20.0,
        ("S", 3, 3): 30.0,
    }


def test_what_programs_read_differently_is_left_to_the_engine() -> None:
    for amount in ("5", "2026-01-01", "5%"):
        assert [
            one.column for one in worked(table_of({"a": [amount, 1.0], "x": ["=t[[#This Row],[a]]*2"] * 2})).left
        ] == [2]
    assert worked(table_of({"a": ["five", 1.0], "x": ["=t[[#This Row],[a]]*2"] * 2})).left == []


def test_cells_that_store_another_value_are_told() -> None:
    contents = table_of({"a": [1.0, 2.0, 3.0], "x": ["=t[[#This Row],[a]]*0.1"] * 3})
    for row, value in ((2, 0.1), (3, 0.2 + 1e-15), (4, "0.3")):
        contents.sheets["S"].cells[row, 2].value = value
    assert evaluate(contents).differing == {("S", 4, 2)}
    contents.sheets["S"].cells[2, 2].value = True
    contents.sheets["S"].cells[2, 1].value = 10.0
    assert evaluate(contents).differing == {("S", 2, 2), ("S", 4, 2)}


def test_a_far_cell_makes_no_great_columns() -> None:
    sheet = Sheet("S", "", cells={(1, 1): Cell(1, 1, 2.0), (1_048_576, 5): Cell(1_048_576, 5, None, "A1*2")})
    contents = Contents(Path("far.xlsx"), {"S": sheet})
    assert work_out(contents) is None
    assert evaluate(contents).values == {("S", 1_048_576, 5): 4.0}


@pytest.mark.parametrize(
    "formula",
    [
        "(" * 4000 + "1" + ")" * 4000,
        "+".join(["A1"] * 3000),
        "-" * 5000 + "1",
        "IF(" * 100 + "1" + ",1,2)" * 100,
        "=",
        "",
    ],
    ids=["brackets", "sum", "signs", "ifs", "sign", "nothing"],
)
def test_a_formula_without_end_is_left_to_the_engine(formula: str) -> None:
    assert formula_of(formula) is None


def test_what_a_condition_leaves_out_is_not_worked_out(called) -> None:
    contents = table_of({"a": [1.0], "x": ['=IF(t[[#This Row],[a]]>0,"no",TARGET_SPLIT("x",t[a]))']})
    assert evaluate(contents).values == {("S", 2, 2): "no"}
    assert called == []


def test_a_blank_result_shows_0_and_a_blank_argument_stays_blank() -> None:
    contents = table_of(
        {"a": [None, None], "x": ["=t[[#This Row],[a]]"] * 2, "y": ['=IF(t[[#This Row],[a]]="",1,2)'] * 2}
    )
    assert [worked(contents).values["S", 2, number] for number in (2, 3)] == [0.0, 1.0]


def test_explaining_another_formula_is_left_to_the_engine() -> None:
    contents = table_of({"a": [0.0, 5.0], "x": ['=XLT_EXPLAIN("=ACHIEVEMENT(1,A2)")&""'] * 2})
    assert [group.column for group in worked(contents).left] == [2]
    assert evaluate(contents).values["S", 2, 2] == "target: found 0; expected a target other than 0."


def test_a_row_fits_where_a_cell_is_empty_or_the_value() -> None:
    """TRUE is not 1, a blank is both "" and 0, and case does not count."""
    either = '=SUMPRODUCT(1*((t[{0}]="")+(t[{0}]={1})>0),t[n])'
    contents = table_of(
        {
            "who": ["Ann", None, "Bob", "", "ANN"],
            "key": [1.0, True, None, 2.0, 0.0],
            "n": [1.0, 2.0, 4.0, 8.0, 16.0],
            "a": [either.format("who", '"ann"')] * 5,
            "b": [either.format("key", "t[[#This Row],[key]]")] * 5,
            "c": ['=SUMPRODUCT(MAX(((t[who]="")+(t[who]="bob")>0)*t[n]))'] * 5,
        }
    )
    found = worked(contents)
    assert column(found, 4, 1) == [27.0]
    assert column(found, 5, 5) == [5.0, 6.0, 20.0, 12.0, 20.0]
    assert column(found, 6, 1) == [8.0]
    contents.sheets["S"].cells[4, 1].value = CellError("#N/A")
    assert column(worked(contents), 4, 1) == [CellError("#N/A")]


def test_what_is_reckoned_from_the_row_alone_is_asked_for_only_where_it_counts() -> None:
    """MOD of a part of a whole number is left to the engine, in the rows that come to it."""
    place = "(ROW()-ROW(t[[#Headers],[w]])-1)"
    contents = table_of(
        {
            "w": [1.0, None, 1.0, None, 1.0],
            "half": [f"=INT({place}/2)+1"] * 5,
            "turn": [f"=MOD({place},2)*10+INT({place}/2)+SUM({place}+1)"] * 5,
            "odd": [f'=IF(t[[#This Row],[w]]="",-1,MOD({place}/2,2))'] * 5,
            "limit": [f"=MAX(2,{place})-MIN({place},3)"] * 5,
        }
    )
    found = worked(contents)
    assert column(found, 2, 5) == [1.0, 1.0, 2.0, 2.0, 3.0]
    assert column(found, 3, 5) == [1.0, 12.0, 4.0, 15.0, 7.0]
    assert column(found, 4, 5) == [0.0, -1.0, 1.0, -1.0, 0.0]
    assert column(found, 5, 5) == [2.0, 1.0, 0.0, 0.0, 1.0]
    contents = table_of({"w": [1.0, 1.0], "odd": [f'=IF(t[[#This Row],[w]]="",-1,MOD({place}/2,2))'] * 2})
    assert [group.column for group in worked(contents).left] == [2]
