"""XL571 person-twice: a person stands in Units with more than all of their time."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put, settle

JUNE_30, JULY_1 = 46203.0, 46204.0


def test_the_example() -> None:
    """Ann Lee stands in two rows, without Person IDs and without days."""
    workbook = plan()
    place = put(workbook, "units.person", "ann  Lee", 1)
    assert ("XL571", place) in found(workbook)


def test_two_people_of_one_name_and_a_move_are_none() -> None:
    workbook = plan()
    put(workbook, "units.person", "Ann Lee", 1, settled=False)
    put(workbook, "units.person_id", "7", 0, settled=False)
    put(workbook, "units.person_id", "007", 1, settled=False)
    settle(workbook)
    assert "XL571" not in {code for code, _place in found(workbook)}
    put(workbook, "units.person_id", "7", 1, settled=False)
    put(workbook, "units.member_until", JUNE_30, 0, settled=False)
    put(workbook, "units.member_from", JULY_1, 1)
    assert "XL571" not in {code for code, _place in found(workbook)}


def test_shares_of_one_id_above_the_whole() -> None:
    workbook = plan()
    for row in (0, 1):
        put(workbook, "units.person_id", "7", row, settled=False)
        put(workbook, "units.member_share", 0.6, row, settled=False)
    settle(workbook)
    assert [code for code, _place in found(workbook)] == ["XL571"]


def test_two_products_of_one_person() -> None:
    workbook = plan()
    for row, product in enumerate(("Desks", "Lamps")):
        put(workbook, "units.person", "Ann Lee", row, settled=False)
        put(workbook, "units.person_id", "7", row, settled=False)
        put(workbook, "units.product", product, row, settled=False)
        put(workbook, "units.own_weight", 2.0 - row, row, settled=False)
    settle(workbook)
    assert "XL571" not in {code for code, _place in found(workbook)}
    place = put(workbook, "units.product", "Desks", 1)
    assert ("XL571", place.replace("D", "E")) in found(workbook)
