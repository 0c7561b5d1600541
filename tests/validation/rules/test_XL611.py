"""XL611 owner-not-member: a deal was won by somebody who was no member on that day."""

from __future__ import annotations

from tests.validation.across_units import company, found, message, put, with_row

from xltargets.workbooks.contents import address


def test_the_example() -> None:
    """Ann Lee left North on 2026-01-31, and won O-4 on 2026-03-10."""
    held = company()
    plan, log = held["north-plan.xlsx"].extract, held["north-log.xlsx"].extract
    assert plan is not None
    assert log is not None
    ann = next(place for place, row in enumerate(plan.rows["units"]) if row.values["person"] == "Ann Lee")
    put(held, with_row(plan, "units", ann, member_until=46053.0))  # 2026-01-31
    deal = next(row for row in log.rows["opportunities"] if row.values["id"] == "O-4")
    place = f"{deal.sheet}!{address(deal.number, log.columns['opportunities']['owner'])}"
    assert found(held) == [("XL611", "north-log.xlsx", place)]
    cell = address(plan.rows["units"][ann].number, plan.columns["units"]["member_until"])
    assert message(held) == (
        "Ann Lee won O-4 on 2026-03-10, and is a member from – until 2026-01-31 by "
        f"north-plan.xlsx · {plan.rows['units'][ann].sheet}!{cell}."
    )


def test_whoever_is_in_no_list_is_not_judged() -> None:
    held = company()
    log = held["north-log.xlsx"].extract
    assert log is not None
    for place in range(len(log.rows["opportunities"])):
        log = with_row(log, "opportunities", place, owner="A Partner")
    put(held, log)
    assert found(held) == []
