"""The page for a meeting: the figures of the workbooks with their cells, escaped, self-contained, whole or not.

Expected figures are those of other programs: openpyxl reads the cells that the footnotes name.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tests.actions.meeting_pages import Elements, large, page_of, text, written
from tests.rollup.submitted import TEAMS, folder, refused_plan
from tests.rollup.test_company import sold_by, total_of
from xltargets.building.builder import build
from xltargets.cli import main
from xltargets.rollup.meeting import Line, Meeting
from xltargets.samples.submissions import team_filling
from xltargets.spine.figures import Standing
from xltargets.templates import TEMPLATES

FIGURES = ("Target of the year", "Target so far", "Actual so far")
HOSTILE = (
    '<img src=x onerror="alert(1)">',
    "</script><script>document.title='taken'</script>",
    '" autofocus onfocus=alert(1) x="',
    "<style>*{display:none}</style>",
)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, arguments), "--as-of", "2026-06-02"])


def test_the_page_has_the_figures_of_the_workbooks() -> None:
    page = text()
    elements = Elements(page)
    assert elements.open == []
    tiles = [one.text for one in elements.of("b")]
    assert f"{sum(map(total_of, TEAMS)):,}" in tiles
    assert f"{sum(map(sold_by, TEAMS)):,.0f}" in tiles
    headings = [re.sub(r"\d+$", "", one.text) for one in elements.of("h2")]
    assert headings == [
        "From target to forecast",
        "Month by month",
        "Attainment and pace",
        "Who needs help",
        "Risks",
        "Indicators past a threshold",
        "Slipping deals",
        "Proposals for the open months",
        *(["To be settled"] if "To be settled" in headings else []),
        "Sources",
    ]
    assert "Data of 2026-05-31 · 6 of 6 workbooks · amounts in USD" in page


def test_teams_open_into_all_their_people() -> None:
    """Each member of each team with target, target so far and actual; together they are the team's.

    In North Harbour one joins in April and one leaves in August, so part of its target is carried by nobody.
    """
    people = {team: [row["person"] for row in team_filling(team).tables["units"]] for team in TEAMS}
    page = text()
    for team, names in people.items():
        [body] = [part for part in page.split("<tbody>") if part.startswith('<tr class="t"><th scope="row">' + team)]
        rows = Elements("<table><tbody>" + body.split("</tbody>")[0] + "</tbody></table>").rows()
        assert sorted(row[0] for row in rows[1:]) == sorted([*names, "Vacant"] if team == "North Harbour" else names)
        for column in (1, 2, 3):
            # What is vacant has a target, and nobody sells it.
            shown = [row[column] for row in rows[1:] if column != 3 or row[0] != "Vacant"]
            parts = [float(cell.replace(",", "")) for cell in shown]
            assert sum(parts) == pytest.approx(float(rows[0][column].replace(",", "")), abs=len(parts) / 2 + 1)
        assert all(re.fullmatch(r"[\d,]+", row[8]) for row in rows if row[0] != "Vacant")


def cells(place: str) -> tuple[str, list[str]]:
    """The sheet and the single cells that a footnote names."""
    sheet, _mark, addresses = place.rpartition("!")
    return sheet, addresses.split(", ")


def test_every_figure_is_the_sum_of_the_cells_that_its_footnote_names() -> None:
    """Read by another program: teams and people, target of the year, target so far, actual so far."""
    elements = Elements(text())
    notes = {}
    for note in elements.of("li"):
        if number := note.attributes.get("id", ""):
            notes[number.removeprefix("n")] = note.text
    books: dict[str, openpyxl.Workbook] = {}
    checked = 0
    for row in elements.of("tr"):
        links = [one for one in row.within if one.attributes.get("href", "").startswith("#n")]
        figures = [one.text for one in row.within if one.tag == "td"]
        if not links or len(figures) < 8:
            continue
        note = notes[links[0].text]
        assert all(label in note for label in FIGURES), note
        for file, told in re.findall(r"· ([^·:]+\.xlsx): ([^·]+)", note):
            book = books.setdefault(file, openpyxl.load_workbook(folder() / file, data_only=True))
            for part in told.split("; "):
                label, place = re.match(r"(Target of the year|Target so far|Actual so far) (.+)", part.strip()).groups()
                sheet, addresses = cells(place)
                total = 0.0
                for address in addresses:
                    found = book[sheet][address]
                    rows = found if isinstance(found, tuple) else ((found,),)
                    total += sum(float(cell.value) for line in rows for cell in line if cell.value is not None)
                shown = figures[FIGURES.index(label)]
                assert f"{total:,.0f}" == shown, (note, label)
                checked += 1
    people = sum(len(team_filling(team).tables["units"]) for team in TEAMS)
    assert checked == 3 * (people + len(TEAMS))


def test_every_tile_chart_risk_and_deal_has_a_footnote_with_file_sheet_and_cell() -> None:
    elements = Elements(text())
    notes = {one.attributes["id"][1:]: one.text for one in elements.of("li") if one.attributes.get("id")}
    places = re.compile(r"[\w -]+\.xlsx: .*\w+![A-Z]+\d+")
    assert all(places.search(note) for note in notes.values())
    tiles = elements.of("div", "tile")
    assert len(tiles) == 6
    for tile in tiles:
        [link] = [one for one in tile.within if one.tag == "a"]
        assert link.text in notes
    for heading in ("Risks", "Slipping deals", "Indicators past a threshold"):
        part = text().split(f"<h2>{heading}</h2>")[1].split("</section>")[0]
        rows = [row for row in Elements(part).of("tr") if any(one.tag == "td" for one in row.within)]
        assert rows
        assert all(any(one.attributes.get("href", "").startswith("#n") for one in row.within) for row in rows)
    bridge = next(one for one in elements.of("h2") if one.text.startswith("From target to forecast"))
    told = [notes[one.text].split(" · ")[0] for one in bridge.within if one.tag == "a"]
    assert told == ["1 Attainment so far", "3 Forecast at finish"]
    captions = elements.of("caption")
    assert captions
    for caption in captions:
        [link] = [one for one in caption.within if one.tag == "a"]
        assert "Periods!" in notes[link.text], caption.text
    assert len(notes) == len([one for one in elements.all if re.fullmatch(r"r\d+", one.attributes.get("id", ""))])


@pytest.mark.nightly
def test_figures_of_then_name_the_page_that_they_are_in_and_those_of_now_their_cells() -> None:
    earlier = written("2026-03-31")
    elements = Elements(text("2026-05-31", earlier))
    notes = {one.attributes["id"][1:]: one.text for one in elements.of("li") if one.attributes.get("id")}
    then = next(one for one in elements.of("th") if one.text.startswith("Then"))
    [link] = [one for one in then.within if one.tag == "a"]
    assert notes[link.text].endswith(f"Then · {earlier.name}")
    rows = elements.of("section", "since")[0].within
    labels = [one for one in rows if one.tag == "th" and one.attributes.get("scope") == "row"]
    assert len(labels) == 7
    for label in labels:
        [number] = [one.text for one in label.within if one.tag == "a"]
        assert "!" in notes[number], label.text


def test_the_policy_names_the_pages_own_script_and_style_only() -> None:
    page = text()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)[1]
    for kind in ("style", "script"):
        [own] = re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"https?:", page)
    assert not [one for one in Elements(page).all if "style" in one.attributes]


def hostile(where: Path) -> Path:
    """The page of a plan whose unit, owner, first person and title would be elements."""
    unit, owner, person, title = HOSTILE
    filling = team_filling("North Harbour")
    filling.forms["settings"] |= {"unit": unit, "owner": owner}
    old = filling.tables["units"][0]["person"]
    filling.tables["units"][0]["person"] = person
    for row in filling.tables["history"]:
        row["person"] = person if row["person"] == old else row["person"]
    build(TEMPLATES["target-plan"], where / "plan.xlsx", filling)
    result = run(where / "plan.xlsx", "-o", where / "m.html", "--title", title)
    assert result.exit_code == 0, result.output
    return where / "m.html"


def test_names_from_workbooks_are_texts(tmp_path: Path) -> None:
    page = hostile(tmp_path).read_text(encoding="utf-8")
    elements = Elements(page)
    assert elements.open == []
    assert len(elements.of("script")) == 2
    assert len(elements.of("style")) == 1
    assert not elements.of("img")
    assert not [key for one in elements.all for key in one.attributes if key.startswith("on") or key == "autofocus"]
    shown = {part.strip() for one in elements.all for part in one.texts}
    assert set(HOSTILE) <= shown
    [data] = [one.text for one in elements.of("script") if one.attributes.get("type") == "application/json"]
    assert [team[0] for team in json.loads(data)["teams"]] == [HOSTILE[0]]
    assert HOSTILE[2] in [person[1] for person in json.loads(data)["people"]]


def test_what_is_refused_is_listed(tmp_path: Path) -> None:
    result = run(folder(), refused_plan(tmp_path), "-o", tmp_path / "m.html")
    assert result.exit_code == 1
    page = (tmp_path / "m.html").read_text(encoding="utf-8")
    assert re.search(r'south-bay-plan\.xlsx</th><td class="l">Settings!B7: Owner is empty', page)
    assert "6 of 7 workbooks" in page


def test_nothing_is_written_where_there_is_nothing_to_tell(tmp_path: Path) -> None:
    refused = refused_plan(tmp_path)
    result = run(refused, "-o", tmp_path / "m.html")
    assert (result.exit_code, (tmp_path / "m.html").exists()) == (2, False)
    assert "expected a target plan" in result.output


def test_three_hundred_people_are_less_than_400_kb() -> None:
    page = large()
    assert page.count("Alexandra Featherstonehaugh") > 600
    assert len(page.encode()) < 400_000


@pytest.mark.nightly
def test_the_page_is_the_same_each_time(tmp_path: Path) -> None:
    again = tmp_path / "again.html"
    result = CliRunner().invoke(main, ["report", str(folder()), "-o", str(again), "--as-of", "2026-05-31"])
    assert result.exit_code == 0, result.output
    assert again.read_bytes() == written().read_bytes()


def test_a_team_without_actuals_is_in_no_change_and_no_forecast() -> None:
    """Its target counts in the year's, 2,400 + 1,200; that is no change since the month before."""
    there = Line("North", "", Standing(2400.0, 1000.0, 800.0), before=Standing(2400.0, 800.0, 600.0))
    silent = Line("South", "", Standing(1200.0, None, None), before=Standing(1200.0, None, None))
    page = page_of(Meeting("USD", [there, silent], files=3, day=46173.0, before_day=46142.0))
    [target] = [one for one in Elements(page).of("div", "tile") if one.text.startswith("Target of the year")]
    assert "3,600No change2 of 2 teams" in target.text
    assert not [one for one in target.within if "d" in one.attributes.get("class", "").split()]
    assert "At this rate the teams with actuals (1) end the year at 1.92k, 480 below their 2.40k." in page


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_every_tone_is_legible() -> None:
    """4.5 : 1 at least, as WCAG asks of text; neighbours in a chart 1.5 : 1 in grey, too."""
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    page = text()
    pairs = re.findall(
        r"\.(Green|Amber|Red|Critical)\b[^{}]*\{ background-color: (#\w{6}|#fff); color: (#\w{6}|#fff)", page
    )
    full = {"#fff": "#ffffff"}
    found = {name: contrast(full.get(one, one), full.get(other, other)) for name, one, other in pairs}
    assert found.keys() == {"Green", "Amber", "Red", "Critical"}
    assert min(found.values()) >= 4.5
    names = dict(re.findall(r"--(\w+): (#\w{6})", page))
    for name in ("navy", "blue", "quiet", "good", "bad"):
        assert contrast(names[name], "#ffffff") >= 4.5
        assert contrast(names[name], names["pale"]) >= 4.5
    assert contrast(names["navy"], names["plan"]) >= 1.5
