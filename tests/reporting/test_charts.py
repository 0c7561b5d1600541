"""The charts of the page for a meeting: drawn to scale, adding up, without script or style of their own."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from xltargets.locale import RECORDS
from xltargets.reporting.charts import Month, Step, bridge, columns

ENGLISH = RECORDS["en"]
ATTRIBUTES = {"viewBox", "role", "aria-label", "class", "transform", "x", "y", "width", "height", "d"}
STEPS = [
    Step("Target", 100.0, "total"),
    Step("North", -30.0, "bad"),
    Step("South", 10.0, "good"),
    Step("Actual", 80.0, "total"),
]


def bars(svg: str) -> dict[str, dict[str, float]]:
    """Position and size of each bar, by its title."""
    found = {}
    for group in ElementTree.fromstring(svg).iter("g"):
        rect, title = group.find("rect"), group.find("title")
        if rect is not None and title is not None:
            found[str(title.text)] = {key: float(rect.get(key, "0")) for key in ("x", "y", "width", "height")}
    return found


def test_each_step_of_a_bridge_begins_where_the_one_before_ends() -> None:
    """100 − 30 + 10 = 80: the axis begins at 0, so lengths are in proportion."""
    drawn = bridge(STEPS, ENGLISH, "label")
    assert drawn is not None
    assert drawn.begins == 0
    found = bars(drawn.wide)
    target, north, south, actual = (found[title] for title in ("Target: 100", "North: −30", "South: +10", "Actual: 80"))
    unit = target["width"] / 100
    for bar, start, size in ((target, 0, 100), (north, 70, 30), (south, 70, 10), (actual, 0, 80)):
        assert bar["x"] - target["x"] == pytest.approx(start * unit, abs=0.2)
        assert bar["width"] == pytest.approx(size * unit, abs=0.2)
    assert target["y"] < north["y"] < south["y"] < actual["y"]


def test_an_axis_that_begins_above_zero_says_so() -> None:
    """9.41 and 8.09 million with steps between: at 7 million the steps are seen; both levels lose the same length."""
    steps = [Step("Target", 9_410_258, "total"), Step("All", -1_318_923, "bad"), Step("Actual", 8_091_335, "total")]
    drawn = bridge(steps, ENGLISH, "label")
    assert drawn is not None
    assert drawn.begins == 7_000_000
    found = bars(drawn.wide)
    target, actual = found["Target: 9,410,258"]["width"], found["Actual: 8,091,335"]["width"]
    assert target / actual == pytest.approx((9_410_258 - 7e6) / (8_091_335 - 7e6), rel=0.01)
    assert ">7M<" in drawn.wide


def test_columns_are_drawn_to_scale_and_an_open_month_has_none() -> None:
    months = [Month("Jan", 200.0, 100.0), Month("Feb", 150.0, None)]
    drawn = columns(months, ("Target", "Actual"), ENGLISH, "label")
    assert drawn is not None
    found = bars(drawn.wide)
    assert set(found) == {"Jan · Target: 200", "Jan · Actual: 100", "Feb · Target: 150"}
    tall = found["Jan · Target: 200"]["height"]
    assert found["Jan · Actual: 100"]["height"] * 2 == pytest.approx(tall, abs=0.2)
    assert found["Feb · Target: 150"]["height"] == pytest.approx(tall * 0.75, abs=0.2)


def test_nothing_is_drawn_that_would_mislead() -> None:
    assert bridge([], ENGLISH, "label") is None
    assert bridge([Step("Target", 10.0, "total"), Step("North", -30.0, "bad")], ENGLISH, "label") is None
    assert columns([], ("", ""), ENGLISH, "label") is None
    assert columns([Month("Jan", 10.0, -1.0)], ("", ""), ENGLISH, "label") is None


@pytest.mark.parametrize(
    "name", ["</svg><script>alert(1)</script>", '" onload="alert(1)', "a\x00\x1b[31m\ud800b", "]]>"]
)
def test_names_stay_texts(name: str) -> None:
    steps = [STEPS[0], Step(name, -20.0, "bad"), Step("Actual", 80.0, "total")]
    drawn = bridge(steps, ENGLISH, name.encode("ascii", "ignore").decode().replace("\x00", "").replace("\x1b", ""))
    assert drawn is not None
    for svg in (drawn.wide, drawn.narrow):
        root = ElementTree.fromstring(svg)
        assert {node.tag for node in root.iter()} <= {"svg", "g", "rect", "path", "text", "title"}
        assert {key for node in root.iter() for key in node.attrib} <= ATTRIBUTES


def test_labels_of_both_widths_fit_their_places() -> None:
    """The longest label ends at the axis and begins inside the picture: a Chinese letter is as wide as it is high."""
    steps = [Step("Target", 100.0, "total"), Step("华东分公司大客户销售一部", -20.0, "bad"), Step("A", 80.0, "total")]
    drawn = bridge(steps, RECORDS["zh-CN"], "label")
    assert drawn is not None
    for svg in (drawn.wide, drawn.narrow):
        left = float(re.findall(r"translate\((\d+(?:\.\d+)?),", svg)[0])
        [label] = re.findall(r"<text[^>]*>([^<]*−20)</text>", svg)
        wide = sum(13 if ord(letter) > 0x2000 and letter != "−" else 7.3 for letter in label)
        assert wide + 5 <= left
