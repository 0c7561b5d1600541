"""Whose a workbook is: ids, names, and what is only near. Expected answers are what a person would decide or ask."""

from __future__ import annotations

import pytest

from xltargets.spine.identity import Claim, Member, are_near, questions_about, units_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North Harbor", "North Harbour"),
        ("North Habrour", "North Harbour"),
        ("NorthHarbour", "North Harbour"),
        ("north-harbour", "North Harbour"),
        ("Northern Sales", "Norhtern Sales"),
        ("Centrl Plains", "Central Plains"),
    ],
)
def test_a_slip_of_the_hand_is_near(one: str, other: str) -> None:
    assert are_near(one, other)
    assert are_near(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North Harbour", "NORTH  harbour"),  # the same, not near
        ("Team A", "Team B"),
        ("Team 1", "Team 2"),
        ("Sales 2026", "Sales 2027"),
        ("East", "West"),
        ("North", "South"),
        ("Northeast", "Northwest"),
        ("South Bay", "South Day"),
        ("Region VII", "Region VIII"),
        ("华东一部", "华东二部"),
        ("華東", "華北"),
        ("North Harbour", "North Harbour East"),
        ("Central Plains", "Central Rivers"),
        ("", "North"),
    ],
)
def test_names_that_people_chose_are_not(one: str, other: str) -> None:
    assert not are_near(one, other)


def plan(file: str, name: str, unit_id: str = "") -> Claim:
    return Claim(file, "target-plan", name, unit_id, holds_target=True)


def card(file: str, name: str, unit_id: str = "") -> Claim:
    return Claim(file, "team-scorecard", name, unit_id)


def test_spelling_of_blanks_case_and_width_is_the_same_unit() -> None:
    found = units_of([plan("a", "North Harbour"), card("b", "ＮORTH  harbour ")])
    assert found.asked == {}
    assert found.unit_of["a"] == found.unit_of["b"]


def test_one_letter_less_is_left_out_and_names_the_other() -> None:
    """The plan and its scorecard: the plan sets the target and stays; the scorecard is asked about."""
    found = units_of([plan("plan.xlsx", "North Harbor"), card("card.xlsx", "North Harbour")])
    assert set(found.unit_of) == {"plan.xlsx"}
    text = found.asked["card.xlsx"].sentence()
    assert "North Harbour" in text
    assert "North Harbor in plan.xlsx" in text


def test_where_nothing_tells_both_are_left_out() -> None:
    found = units_of([plan("a", "North Harbor"), plan("b", "North Harbour")])
    assert set(found.asked) == {"a", "b"}
    assert found.unit_of == {}


def test_the_companys_list_tells_which_spelling_is_right() -> None:
    claims = [plan("a", "North Harbor"), plan("b", "North Harbour")]
    assert set(units_of(claims, known=["North Harbour"]).unit_of) == {"b"}


def test_people_decide() -> None:
    claims = [plan("a", "North Harbor"), plan("b", "North Harbour")]
    assert units_of(claims, separate=["north harbor"]).asked == {}
    assert set(units_of(claims, preferred=["a"]).unit_of) == {"a"}
    both = [plan("a", "North Harbor", "nh-1"), plan("b", "North Harbour", "nh-2")]
    assert units_of(both).asked == {}
    assert units_of(claims, known=["North Harbour", "North Harbor"]).asked == {}


def test_one_id_with_two_names_asks() -> None:
    found = units_of([plan("a", "North Harbour", "nh"), card("b", "South Bay", "NH"), card("c", "North Harbour", "nh")])
    assert set(found.unit_of) == {"a", "c"}
    assert "its unit ID NH is that of North Harbour in a too" in found.asked["b"].sentence()


def test_an_id_used_by_two_plans_leaves_both_out() -> None:
    found = units_of([plan("a", "North Harbour", "nh"), plan("b", "South Bay", "nh")])
    assert set(found.asked) == {"a", "b"}


def test_a_workbook_without_an_id_belongs_to_the_unit_of_its_name() -> None:
    found = units_of([plan("a", "North Harbour", "nh"), card("b", "north harbour")])
    assert found.unit_of["a"] == found.unit_of["b"]


def test_two_units_of_one_name_are_told_apart_by_id_alone() -> None:
    claims = [plan("a", "Sales", "s1"), plan("b", "Sales", "s2"), card("c", "Sales", "s2"), card("d", "Sales")]
    found = units_of(claims)
    assert found.unit_of["a"] != found.unit_of["b"] == found.unit_of["c"]
    assert "give its Unit ID" in found.asked["d"].sentence()


def texts(*members: Member) -> list[str]:
    return [phrase.sentence() for asked in questions_about(members).values() for phrase in asked]


def test_two_people_of_one_name_with_ids_are_two() -> None:
    assert texts(Member("a", "North", "Ann Lee", "007"), Member("b", "South", "Ann Lee", "7")) == []


def test_a_name_in_two_units_without_ids_asks() -> None:
    [text] = texts(Member("a", "North", "Ann Lee"), Member("b", "South", "ann  LEE"))
    assert "North" in text
    assert "South" in text
    assert "give the Person ID" in text


def test_shares_of_a_person_sum_to_one_at_most() -> None:
    """Half and half is right; 60% and 50% overlap from day 200 on; a move does not overlap."""
    half = [Member(file, file, "Ann Lee", "1", share=0.5) for file in "ab"]
    assert texts(*half) == []
    move = [Member("a", "North", "Ann Lee", "1", last=199.0), Member("b", "South", "Ann Lee", "1", first=200.0)]
    assert texts(*move) == []
    [text] = texts(
        Member("a", "North", "Ann Lee", "1", share=0.6), Member("b", "South", "Ann Lee", "1", first=200.0, share=0.5)
    )
    assert "110%" in text
    assert "North, South" in text


def test_a_scorecard_that_repeats_its_plan_is_no_second_membership() -> None:
    assert texts(Member("a", "North", "Ann Lee", "1"), Member("b", "North", "Ann Lee", "1", counts=False)) == []


def test_rows_for_several_products_are_one_membership() -> None:
    desks, lamps = (Member("a", "North", "Ann Lee", "1", share=0.6, line=line) for line in ("desks", "lamps"))
    assert texts(desks, lamps) == []
    # What she does in South comes on top of the larger of both, 60%.
    [text] = texts(desks, lamps, Member("b", "South", "Ann Lee", "1", share=0.5))
    assert "North, South at the same time, 110% in all" in text
    assert texts(desks, lamps, Member("b", "South", "Ann Lee", "1", share=0.4)) == []


def test_a_person_id_of_two_names_asks() -> None:
    [text] = texts(Member("a", "North", "Ann Lee", "1"), Member("b", "North", "Bo Kim", "1", counts=False))
    assert text == "the person ID 1 belongs to Ann Lee and to Bo Kim"


def test_near_names_within_a_unit_ask() -> None:
    [text] = texts(Member("a", "North", "Alice Moreau"), Member("b", "North", "Alice Moreu"))
    assert "Alice Moreu" in text
    assert "Alice Moreau" in text
    assert texts(Member("a", "North", "Alice Moreau"), Member("b", "South", "Alice Moreu")) == []
