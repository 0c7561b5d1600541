"""What is used and what is left out are what is there, by count and by amount; and the sums are pandas'."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from xltargets.importing.crm_log_from_deals import log_from_deals
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.plan_from_deals import plan_from_deals
from xltargets.importing.plan_from_targets import plan_from_targets
from xltargets.importing.register_from_risks import register_from_risks
from xltargets.importing.voices import with_voices

CENTS = st.integers(-(10**9), 10**9).map(lambda cents: cents / 100)
DEALS = st.fixed_dictionaries(
    {
        "Deal ID": st.integers(1, 12).map(lambda number: f"D{number}"),
        "Owner": st.sampled_from(["Ann", "Bo", "ann", "", "Li*", "=x", "#N/A"]),
        "Close date": st.sampled_from(["2025-01-05", "2025-12-31", "2024-06-30", "", "soon", "1066-10-14"]),
        "Amount": CENTS.map(lambda amount: f"{amount:.2f}") | st.sampled_from(["", "n/a"]),
        "Currency": st.sampled_from(["EUR", "EUR", "USD"]),
        "Stage": st.sampled_from(["Won", "Closed Won", "Lost", "Proposal", "Frozen", ""]),
    }
)


@given(st.lists(DEALS, min_size=1, max_size=12), st.sampled_from(["all", "first", "last"]), st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_used_and_left_out_are_all(
    tmp_path: Path, rows: list[dict[str, str]], duplicates: str, with_total: bool
) -> None:
    frame = pd.DataFrame(rows)
    amounts = pd.to_numeric(frame["Amount"], errors="coerce")
    if with_total:
        total = {
            "Deal ID": "Total",
            "Amount": f"{math.fsum(amounts.dropna()):.2f}",
            "Owner": "",
            "Close date": "2025-01-01",
        }
        frame = pd.concat([frame, pd.DataFrame([total | {"Currency": "", "Stage": ""}])], ignore_index=True)
    path = tmp_path / "deals.csv"
    frame.to_csv(path, index=False)
    try:
        found = plan_from_deals(path, options=ImportOptions(currency="EUR", duplicates=duplicates))
    except SourceProblem as problem:
        assume(problem is None)
        raise
    account = found.account
    assert account is not None
    there = [row for row in account.amounts.index if row not in account.reasons]
    assert len(there) + len(account.left_out) == len(frame)
    assert account.left_out == sorted(set(account.left_out))
    history = math.fsum(row["amount"] for row in found.filling.tables["history"])
    cents = pd.to_numeric(frame["Amount"], errors="coerce")
    cents.index = cents.index + 2
    used, left = (math.fsum(cents.reindex(rows).dropna()) for rows in (there, account.left_out))
    assert abs(history - used) < 0.005
    assert abs(used + left - math.fsum(cents.dropna())) < 0.005
    # By pandas: the won deals of one currency that have all they need, each once.
    kept = frame.set_index(cents.index).drop_duplicates()
    won = kept["Stage"].isin(["Won", "Closed Won"])
    if duplicates != "all":
        again = kept[won].duplicated("Deal ID", keep=duplicates)
        kept = kept.drop(index=again.index[again])
        won = kept["Stage"].isin(["Won", "Closed Won"])
    whole = kept["Owner"].isin(["Ann", "Bo", "ann", "Li*", "=x"]) & kept["Close date"].str.startswith("202")
    right = kept[won & whole & (kept["Currency"] == "EUR") & cents.reindex(kept.index).notna()]
    assert there == list(right.index)


@given(st.lists(DEALS, min_size=1, max_size=12), st.sampled_from(["all", "first", "last"]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.nightly
def test_of_a_log_used_and_left_out_are_all(tmp_path: Path, rows: list[dict[str, str]], duplicates: str) -> None:
    """What is used stands in Opportunities or Orders, each deal by its own number; nothing else is there."""
    frame = pd.DataFrame(rows).assign(Customer="Elm", Number=[f"N{place}" for place in range(len(rows))])
    frame = frame.rename(columns={"Deal ID": "Note", "Number": "Deal ID"})
    path = tmp_path / "deals.csv"
    frame.to_csv(path, index=False)
    try:
        found = log_from_deals(path, options=ImportOptions(currency="EUR", duplicates=duplicates))
    except SourceProblem as problem:
        assume(problem is None)
        raise
    account = found.account
    assert account is not None
    used = [row for row in account.amounts.index if row not in account.reasons]
    assert len(used) + len(account.left_out) == len(frame)
    tables = found.filling.tables
    there = {row["id"] for row in tables["opportunities"]} | {row["order"] for row in tables["orders"]}
    assert there == set(frame["Deal ID"].iloc[[row - 2 for row in used]])
    amounts = pd.to_numeric(frame["Amount"], errors="coerce")
    amounts.index = amounts.index + 2
    sums = [math.fsum(amounts.reindex(rows).dropna()) for rows in (used, account.left_out)]
    assert abs(sum(sums) - math.fsum(amounts.dropna())) < 0.005
    assert account.total(used) + account.total(account.left_out) == pytest.approx(
        math.fsum(amounts.dropna()), abs=0.005
    )


TARGETS = st.fixed_dictionaries(
    {
        "Month": st.sampled_from(["2026-01", "2026-02", "2026-12"]),
        "Owner": st.sampled_from(["Ann", "Bo", "ann", "", "Li*"]),
        "Target": st.integers(0, 10**9).map(lambda cents: f"{cents / 100:.2f}") | st.sampled_from(["", "n/a"]),
        "Currency": st.sampled_from(["EUR", "EUR", "USD"]),
    }
)


@given(st.lists(TARGETS, min_size=1, max_size=10))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_of_targets_used_and_left_out_are_all(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    frame = pd.DataFrame(rows)
    path = tmp_path / "targets.csv"
    frame.to_csv(path, index=False)
    try:
        found = plan_from_targets(path, options=ImportOptions(currency="EUR", duplicates="all"))
    except SourceProblem as problem:
        assume(problem is None)
        raise
    account = found.account
    assert account is not None
    used = [row for row in account.amounts.index if row not in account.reasons]
    assert len(used) + len(account.left_out) == len(frame)
    cents = pd.to_numeric(frame["Target"], errors="coerce")
    right = frame[(frame["Owner"] != "") & (frame["Currency"] == "EUR") & cents.notna()].index
    assert used == [place + 2 for place in right]
    weights = math.fsum(row["own_weight"] for row in found.filling.tables["units"])
    assert weights == pytest.approx(math.fsum(cents[right]), abs=0.005)
    assert found.filling.forms["settings"]["agreed"] == pytest.approx(weights, abs=0.005)


RISKS = st.fixed_dictionaries(
    {
        "Risk ID": st.integers(1, 9).map(lambda number: f"R{number}"),
        "Risk": st.sampled_from(["Fire", "Flood", "", "=x"]),
        "Likelihood": st.sampled_from(["1", "3", "Likely", "20%", ""]),
        "Impact": st.sampled_from(["2", "5", "High", ""]),
        "Status": st.sampled_from(["Open", "Closed", "Accepted", "Done", ""]),
        "Closed on": st.sampled_from(["", "2026-01-15"]),
    }
)


@given(st.lists(RISKS, min_size=1, max_size=8), st.sampled_from(["all", "first", "last"]))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_of_risks_used_and_left_out_are_all(tmp_path: Path, rows: list[dict[str, str]], duplicates: str) -> None:
    frame = pd.DataFrame(rows)
    path = tmp_path / "risks.csv"
    frame.to_csv(path, index=False)
    try:
        found = register_from_risks(path, options=ImportOptions(duplicates=duplicates))
    except SourceProblem as problem:
        assume(problem is None)
        raise
    account = found.account
    assert account is not None
    used = [row for row in account.amounts.index if row not in account.reasons]
    assert len(used) + len(account.left_out) == len(frame)
    kept = frame.drop_duplicates()
    if duplicates != "all":
        kept = kept.drop_duplicates("Risk ID", keep=duplicates)
    undated = kept["Status"].isin(["Closed", "Done"]) & (kept["Closed on"] == "")
    undated |= kept["Status"] == "Done"  # which needs a day of its own
    right = kept[(kept["Risk"] != "") & ~undated]
    assert used == [place + 2 for place in right.index]
    assert [row["risk"] for row in found.filling.tables["risks"]] == list(right["Risk"])


ANSWERS = st.fixed_dictionaries(
    {
        "Response date": st.sampled_from(["2026-02-03", "2026-03-01", "", "soon"]),
        "Customer": st.sampled_from(["Elm", "elm", "Oak", "", "=x"]),
        "CSAT": st.sampled_from(["1", "5"]),
        "Comment": st.sampled_from(["Fine", "-1"]),
    }
)


@given(st.lists(ANSWERS, min_size=1, max_size=8), st.sampled_from(["satisfaction", "feedback"]))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_of_answers_used_and_left_out_are_all(tmp_path: Path, rows: list[dict[str, str]], table: str) -> None:
    frame = pd.DataFrame(rows)
    if table == "feedback":
        frame = frame.rename(columns={"Response date": "Created at", "CSAT": "Priority"}).assign(Priority="High")
    path = tmp_path / "answers.csv"
    frame.to_csv(path, index=False)
    try:
        found = with_voices(None, **{f"{table}_path": path})
    except SourceProblem as problem:
        assume(problem is None)
        raise
    account = found.account
    assert account is not None
    used = [row for row in account.amounts.index if row not in account.reasons]
    assert len(used) + len(account.left_out) == len(frame)
    day = "Created at" if table == "feedback" else "Response date"
    right = frame[(frame["Customer"] != "") & frame[day].str.startswith("2026")]
    assert used == [place + 2 for place in right.index]
    assert len(found.filling.tables[table]) == len(right)


def _rows(number: int) -> str:
    return f"{number} row" if number == 1 else f"{number} rows"


@given(
    st.lists(
        st.sampled_from(["Ann,East,10", "Bo,West,20.5", "ann,East,10", ",East,5", "Cy,North,"]), min_size=1, max_size=6
    )
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_of_people_used_and_left_out_are_all(tmp_path: Path, rows: list[str]) -> None:
    deals, team = tmp_path / "deals.csv", tmp_path / "team.csv"
    deals.write_text("Owner,Close date,Amount\nDi,2025-01-02,7\n")
    team.write_text("Name,Team,Quota\n" + "\n".join(rows) + "\n")
    found = plan_from_deals(deals, team_path=team)
    names = {row.partition(",")[0].lower() for row in rows} - {""}
    told = [one.sentence() for one in found.used]
    used, left = (f"{number} {'is' if number == 1 else 'are'}" for number in (len(names), len(rows) - len(names)))
    assert f"Of the {_rows(len(rows))} of team.csv, {used} used and {left} left out." in told
    assert len(found.filling.tables["units"]) == len(names)
    nameless = sum(row.startswith(",") for row in rows)
    said = f"{_rows(nameless)} of team.csv {'names' if nameless == 1 else 'name'} no person"
    assert any(said in one.sentence() for one in found.not_used) == bool(nameless)
