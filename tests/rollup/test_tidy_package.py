"""Tidy tables need no join, say what their columns are, and hold no formulas; frictionless agrees where it is there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

from tests.rollup.submitted import AS_OF, files, folder
from xltargets.building.builder import build
from xltargets.rollup.collecting import collect
from xltargets.rollup.data_package import CONTEXT, SCHEMA_VERSION
from xltargets.rollup.tidy import write
from xltargets.samples import sample
from xltargets.templates import TEMPLATES


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    own = tmp_path_factory.mktemp("tidy")
    odd = own / "odd.xlsx"
    filling = sample("risk-register")
    filling.tables["risks"][0]["cause"] = '=HYPERLINK("x")'
    filling.tables["risks"][1]["cause"] = "@here"
    build(TEMPLATES["risk-register"], odd, filling)
    extracts = [one.extract for one in collect([*files()[:3], odd], AS_OF, jobs=1) if one.extract]
    assert len(extracts) == 4
    write(extracts, own / "tables")
    return own / "tables"


def test_each_row_carries_what_it_needs(tables: Path) -> None:
    for path in tables.glob("*.csv"):
        frame = pd.read_csv(path, dtype=str)
        own = [key for key in CONTEXT if key not in {"sheet", "row"} or not path.name.endswith("forms.csv")]
        assert list(frame.columns[: len(own)]) == own, path.name
        assert frame.columns.is_unique
        for key in ("file", "unit", "currency", "year_start", "as_of", "template_version"):
            assert frame[key].notna().all(), (path.name, key)
        assert set(frame["currency"]) == {"USD"}
        assert frame["year_start"].str.fullmatch(r"\d{4}-\d\d-01").all()


def test_the_package_names_every_column(tables: Path) -> None:
    package = json.loads((tables / "datapackage.json").read_text(encoding="utf-8"))
    assert package["version"] == SCHEMA_VERSION
    assert {one["path"] for one in package["resources"]} == {path.name for path in tables.glob("*.csv")}
    for resource in package["resources"]:
        header = pd.read_csv(tables / resource["path"], nrows=0).columns
        fields = resource["schema"]["fields"]
        assert [one["name"] for one in fields] == list(header)
        assert all(one["title"] for one in fields)


def test_no_text_is_a_formula(tables: Path) -> None:
    causes = pd.read_csv(tables / "risk-register.risks.csv")["cause"]
    assert {'\'=HYPERLINK("x")', "'@here"} <= set(causes)
    for path in tables.glob("*.csv"):
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        starts = frame.map(lambda cell: cell[:1] in "=+@\t\r" and cell != "")
        assert not starts.to_numpy().any(), path.name


def test_an_own_column_of_the_context_s_name_is_kept(tables: Path) -> None:
    package = json.loads((tables / "datapackage.json").read_text(encoding="utf-8"))
    names = {one["name"]: [field["name"] for field in one["schema"]["fields"]] for one in package["resources"]}
    if "risk-register.alerts" in names:
        assert {"row", "alerts_row"} <= set(names["risk-register.alerts"])


@pytest.mark.skipif(shutil.which("frictionless") is None, reason="frictionless is not installed")
def test_frictionless_finds_it_valid(tables: Path) -> None:
    done = subprocess.run(
        ["frictionless", "validate", "datapackage.json", "--json"],
        cwd=tables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(done.stdout)["valid"], done.stdout[:3000]


def test_the_folder_of_submissions_is_left_alone(tables: Path) -> None:
    assert not list(folder().glob("*.csv"))
    assert not list(tables.glob(".*"))


def test_the_example_for_pandas_runs(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")
    code = page.partition("```python\n")[2].partition("```")[0]
    monkeypatch.chdir(tables.parent)
    names: dict[str, object] = {}
    exec(compile(code, "docs/tables.md", "exec"), names)
    right = pd.read_csv(tables / "team-scorecard.actuals.csv")["actual"].sum()
    assert names["by_unit"].sum() == pytest.approx(right)


def test_the_example_for_power_bi_names_what_is_there(tables: Path) -> None:
    """M runs in Power BI only: its file, its columns and their kinds are held against the package."""
    page = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")
    code = page.partition("```text\n")[2].partition("```")[0]
    name = re.findall(r"tables\\\\?([^\"]+)", code)[0]
    frame = pd.read_csv(tables / name)
    kinds = dict(re.findall(r'\{"(\w+)", type (\w+)\}', code))
    assert set(kinds) <= set(frame.columns)
    assert {key for key, kind in kinds.items() if kind == "number"} <= set(frame.select_dtypes("number").columns)
    assert all(
        pd.to_datetime(frame[key], format="%Y-%m-%d").notna().any() for key, kind in kinds.items() if kind == "date"
    )
