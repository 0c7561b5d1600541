"""The CRM log: its figures worked out again from the sample's rows, with pandas and by the methods' definitions."""

from __future__ import annotations

import datetime
import itertools
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd
import pytest

from xltargets.building.builder import build
from xltargets.samples import sample
from xltargets.samples.companies import YEAR_START
from xltargets.samples.submissions import AS_OF
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.validation.submission import Submission
from xltargets.workbooks.contents import Contents
from xltargets.workbooks.reader import read

LOG = TEMPLATES["crm-log"]
FIRST_SERIAL = datetime.date(1899, 12, 30)
CADENCE = {"A": 30, "B": 60, "C": 120}
STAGES = {"Prospecting": 0.1, "Engaging": 0.25, "Proposal": 0.5, "Negotiation": 0.75, "Won": 1.0, "Lost": 0.0}
WARN_DAYS = 7
CLOSED = ("Won", "Lost")


class Book:
    """A built log, read by the stable keys of its tables and forms."""

    def __init__(self, filling: Filling | None) -> None:
        self.path = Path(mkdtemp(prefix="xltargets-test-")) / "log.xlsx"
        build(LOG, self.path, filling)
        self.submission = Submission.read(self.path, 0)

    @property
    def contents(self) -> Contents:
        return self.submission.view.contents

    def table(self, name: str) -> pd.DataFrame:
        """A table's rows whose first column is filled, by the keys of its columns."""
        bound = self.submission.view.tables[name]
        rows = [{one.identifier: bound.slot(one, row).value for one in bound.columns} for row in bound.rows]
        frame = pd.DataFrame(rows).replace("", None)
        return frame[frame.iloc[:, 0].notna()]

    def field(self, reference: str) -> object:
        return self.submission.view.fields[reference].value


@cache
def book() -> Book:
    return Book(sample("crm-log"))


@cache
def given(table: str) -> pd.DataFrame:
    return pd.DataFrame(sample("crm-log").tables[table])


def day(serial: float) -> datetime.date:
    return FIRST_SERIAL + datetime.timedelta(serial)


def test_sheets_are_the_contracts() -> None:
    """All of the catalogue of templates, the two that every workbook has, the lists, and what was added since."""
    catalogue = "Customers|Contacts|Opportunities|Feedback|Satisfaction|Loyalty|Orders|Dashboard"
    assert {sheet.title for sheet in LOG.sheets} == {
        "Guide",
        "Settings",
        "Lists",
        "Loaded",
        "Conversion",
        *catalogue.split("|"),
    }


def test_next_contacts_follow_the_cadence_of_the_tier() -> None:
    """Due so many days after the last contact; overdue once that has passed, due from seven days before."""
    last = given("contacts").groupby("customer")["day"].max()
    customers = book().table("customers").set_index("customer")
    assert len(customers) == len(given("customers"))
    statuses = set()
    for name, row in customers.iterrows():
        if name not in last.index:
            assert row[["last", "due", "status"]].isna().all()
            continue
        due = last[name] + datetime.timedelta(CADENCE[row["tier"]])
        expected = "Overdue" if due < AS_OF else "Due" if (due - AS_OF).days <= WARN_DAYS else "Planned"
        assert (day(row["last"]), day(row["due"]), row["status"]) == (last[name], due, expected)
        statuses.add(expected)
    assert statuses == {"Overdue", "Due", "Planned"}
    assert book().field("standing.overdue") == (customers["status"] == "Overdue").sum()


def test_a_contact_is_followed_up_by_a_later_one() -> None:
    contacts = book().table("contacts")
    is_last = contacts["day"] == contacts.groupby("customer")["day"].transform("max")
    assert (contacts[~is_last]["status"] == "Followed up").all()
    assert not (contacts[is_last]["status"] == "Followed up").any()
    tiers = given("customers").set_index("customer")["tier"]
    assert (contacts["due"] - contacts["day"]).tolist() == [CADENCE[tiers[one]] for one in contacts["customer"]]


def test_credit_grades_begin_at_their_scores() -> None:
    customers = book().table("customers")
    assert customers["credit"].between(40, 100).all()
    expected = ["A" if score >= 80 else "B" if score >= 60 else "C" for score in customers["credit"]]
    assert customers["grade"].tolist() == expected
    assert set(expected) == {"A", "B", "C"}


def test_the_pipeline_is_amount_times_probability() -> None:
    rows = given("opportunities")
    is_open = ~rows["stage"].isin(CLOSED)
    weighted = rows["amount"] * rows["stage"].map(STAGES) * is_open
    opportunities = book().table("opportunities")
    assert opportunities["weighted"].tolist() == pytest.approx(weighted.tolist())
    assert book().field("standing.pipeline") == rows["amount"][is_open].sum()
    assert book().field("standing.weighted") == pytest.approx(weighted.sum())
    funnel = book().table("funnel").set_index("stage")
    assert funnel["count"].to_dict() == {stage: (rows["stage"] == stage).sum() for stage in STAGES}
    by_customer = rows["amount"][is_open].groupby(rows["customer"]).sum()
    pipeline = book().table("customers").set_index("customer")["pipeline"]
    assert pipeline[pipeline > 0].to_dict() == by_customer.to_dict()


def test_coverage_is_the_weighted_pipeline_of_the_year_over_what_is_left() -> None:
    rows, settings = given("opportunities"), sample("crm-log").forms["settings"]
    in_year = rows["closed"].map(lambda one: isinstance(one, datetime.date) and one >= YEAR_START)
    won = settings["won_before"] + rows["amount"][(rows["stage"] == "Won") & in_year].sum()
    assert book().field("standing.won") == won
    left = settings["target"] - won
    counts = ~rows["stage"].isin(CLOSED) & (rows["expected"] <= datetime.date(YEAR_START.year, 12, 31))
    weighted = (rows["amount"] * rows["stage"].map(STAGES))[counts].sum()
    assert book().field("standing.coverage") == pytest.approx(weighted / left)


def test_the_funnel_counts_deals_by_how_far_they_came() -> None:
    """Each stage holds those in it and in all later ones, without the lost; its share is of the stage before."""
    deals = given("opportunities")
    steps = [one for one in STAGES if one != "Lost"]
    rank = deals["stage"].map({stage: number for number, stage in enumerate(steps)})
    found = book().table("conversion")
    assert list(found["stage"]) == steps
    counts = [int((rank >= number).sum()) for number in range(5)]
    assert counts[0] == len(deals) - (deals["stage"] == "Lost").sum() > counts[-1] > 0
    assert list(found["reached"]) == counts
    assert list(found["amount"]) == [deals["amount"][rank >= number].sum() for number in range(5)]
    shares = [after / before for before, after in itertools.pairwise(counts)]
    assert found["share"].iloc[0] is None
    assert list(found["share"])[1:] == pytest.approx(shares)
    names = [steps[0], *(f"{name} {round(100 * share)}%" for name, share in zip(steps[1:], shares, strict=True))]
    assert list(found["step"]) == names
    assert list(found["margin"]) == [(counts[0] - count) / 2 for count in counts]


def test_age_and_slipping() -> None:
    rows, found = given("opportunities"), book().table("opportunities")
    ends = [one if isinstance(one, datetime.date) else AS_OF for one in rows["closed"]]
    assert found["age"].tolist() == [(end - one).days for end, one in zip(ends, rows["created"], strict=True)]
    late = (~rows["stage"].isin(CLOSED)) & (rows["expected"] < AS_OF)
    assert (found["state"] == "Slipping").tolist() == late.tolist()
    assert 0 < late.sum() == book().field("standing.slipping")


def test_waves_are_top_boxes_and_promoters_less_detractors() -> None:
    """CSAT: the share of 4 and 5. NPS: the share of 9 and 10 less that of 0 to 6."""
    answers, waves = given("satisfaction"), book().table("waves")
    assert waves["answers"].sum() == len(answers)
    for wave, group in answers.groupby("wave"):
        found = waves[waves["month"].map(day) == wave].iloc[0]
        assert found["answers"] == len(group)
        assert found["csat"] == pytest.approx(100 * (group["csat"] >= 4).mean(), abs=0.5)
        nps = (group["nps"] >= 9).mean() - (group["nps"] <= 6).mean()
        assert found["nps"] == pytest.approx(100 * nps, abs=0.5)
    assert book().field("standing.csat") == pytest.approx((answers["csat"] >= 4).mean())
    nps = 100 * ((answers["nps"] >= 9).mean() - (answers["nps"] <= 6).mean())
    assert book().field("standing.nps") == round(nps)


def test_loyalty_counts_what_was_bought() -> None:
    orders, loyalty = given("orders"), book().table("loyalty").set_index("customer")
    bought = orders.groupby("customer")["amount"].agg(["sum", "size"]).reindex(loyalty.index).fillna(0)
    assert loyalty["spend"].tolist() == bought["sum"].tolist()
    assert loyalty["frequency"].tolist() == bought["size"].tolist()
    last = orders.groupby("customer")["day"].max()
    for name, row in loyalty.iterrows():
        points = row["spend"] * 0.01
        assert row["points"] == pytest.approx(points, abs=1)
        tier = "Platinum" if points >= 5000 else "Gold" if points >= 2000 else "Silver" if points >= 500 else "Basic"
        assert row["tier"] == tier
        if row["frequency"]:
            assert row["recency"] == (AS_OF - last[name]).days
        else:
            assert (row["rfm"], row["recency"]) == ("No order yet", 9999)


def test_rfm_scores_rank_those_who_bought() -> None:
    """Who bought later, more often or for more never has a lower score; all scores are 1 to 5."""
    loyalty = book().table("loyalty")
    buyers = loyalty[loyalty["frequency"] > 0]
    for key, measure, sign in (("r", "recency", -1), ("f", "frequency", 1), ("m", "spend", 1)):
        ranked = buyers.assign(by=sign * buyers[measure]).sort_values("by")
        assert ranked[key].is_monotonic_increasing
        assert buyers[key].between(1, 5).all()
        assert buyers[key].nunique() > 2
    # Among so many that differ, quantiles put as many into each score, whoever has not bought anything.
    shares = buyers.drop_duplicates("spend")["m"].value_counts()
    assert shares.max() - shares.min() <= 1
    segments = book().table("segments").set_index("segment")
    assert segments["customers"].to_dict() == {name: (loyalty["rfm"] == name).sum() for name in segments.index}
    assert segments["spend"].sum() == given("orders")["amount"].sum()


def test_the_dashboard_lists_the_longest_overdue_first() -> None:
    customers, listed = book().table("customers"), book().table("follow_ups")
    waiting = customers[customers["status"].isin(["Overdue", "Due"])].sort_values("due", kind="stable")
    assert listed["customer"].tolist() == waiting["customer"].head(10).tolist()
    assert listed["status"].tolist() == waiting["status"].head(10).tolist()


def test_customers_at_risk_have_the_most_warning_signs() -> None:
    """One sign each for an overdue follow-up, a rating below 3, and an open grave complaint."""
    customers = book().table("customers").set_index("customer")
    answers, feedback = given("satisfaction"), given("feedback")
    unhappy = set(answers[answers["csat"] < 3]["customer"])
    grave = feedback[(feedback["severity"] == "High") & feedback["closed"].isna()]
    for name, row in customers.iterrows():
        assert row["signs"] == (row["status"] == "Overdue") + (name in unhappy) + (name in set(grave["customer"]))
    listed = book().table("at_risk")
    assert listed["signs"].is_monotonic_decreasing
    assert set(listed["customer"]) == set(customers[customers["signs"] > 0].index)


def test_feedback_is_closed_once_the_customer_was_told() -> None:
    rows, found = given("feedback"), book().table("feedback")
    for (_place, row), state, days in zip(rows.iterrows(), found["state"], found["days"], strict=True):
        closed = isinstance(row["closed"], datetime.date)
        expected = "Open" if not closed else "Closed" if row["told"] == "Yes" else "Closed, customer not told"
        assert (state, days) == (expected, ((row["closed"] if closed else AS_OF) - row["received"]).days)


def test_an_own_probability_goes_before_that_of_the_stage() -> None:
    common = {"customer": "Acme", "amount": 1000.0, "stage": "Engaging"}
    found = Book(
        Filling(
            {"settings": {"year_start": YEAR_START}},
            {
                "opportunities": [
                    {"id": "O-1", "own": 0.4, **common},
                    {"id": "O-2", **common},
                    {"id": "O-3", "own": 0.0, **common},
                ]
            },
        )
    )
    assert found.table("opportunities")["weighted"].tolist() == [400.0, 250.0, 0.0]
    assert found.field("standing.coverage") in ("", None), "no target, so there is nothing to cover"


def test_an_empty_log_shows_no_figures_of_its_own() -> None:
    empty = Book(None)
    for reference, value in (("standing.pipeline", 0), ("standing.overdue", 0), ("standing.slipping", 0)):
        assert empty.field(reference) == value
    for reference in ("standing.coverage", "standing.csat", "standing.nps"):
        assert empty.field(reference) in ("", None)
    assert list(empty.table("conversion")["step"]) == [one for one in STAGES if one != "Lost"], "no share of nothing"
    assert empty.table("follow_ups").empty
    assert empty.table("at_risk").empty
    assert read(empty.path).sheets["Dashboard"].value(1, 1) == "Dashboard"
