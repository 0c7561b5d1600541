"""The tab on Excel's ribbon: well-formed, as the schema of customUI allows, and nothing on it without a function."""

from __future__ import annotations

import importlib
import re

import pytest
from lxml import etree

from xltargets.actions.registry import ACTIONS
from xltargets.addin.excel import ribbon, vba
from xltargets.templates import TEMPLATES

# What the published schema (customui14.xsd) allows for the elements that we use: attributes, and children.
_LABELLED = {"id", "tag", "getLabel", "getScreentip", "getSupertip", "imageMso", "keytip"}
_BUTTON = _LABELLED | {"onAction"}
SCHEMA = {
    "customUI": (set(), {"ribbon"}),
    "ribbon": (set(), {"tabs"}),
    "tabs": (set(), {"tab"}),
    "tab": ({"id", "label", "keytip"}, {"group"}),
    "group": ({"id", "getLabel"}, {"button", "menu"}),
    "menu": (_LABELLED | {"size"}, {"button"}),
    "button": (_BUTTON | {"size"}, set()),
}


@pytest.fixture(scope="module")
def root() -> etree._Element:
    return etree.fromstring(ribbon.custom_ui().encode())


def test_the_schema_s_rules_hold(root: etree._Element) -> None:
    for element in root.iter():
        name = etree.QName(element)
        assert name.namespace == "http://schemas.microsoft.com/office/2009/07/customui"
        attributes, children = SCHEMA[name.localname]
        assert set(element.attrib) <= attributes
        assert {etree.QName(child).localname for child in element} <= children
        for value in element.attrib.values():
            assert 1 <= len(value) <= 1024
        if etree.QName(element.getparent()).localname == "menu" if element.getparent() is not None else False:
            assert "size" not in element.attrib, "a button inside a menu has no size of its own"
        assert re.fullmatch(r"\S{1,3}", element.get("keytip", "x"))
        assert re.fullmatch(r"[A-Za-z_][\w.-]*", element.get("id", "x"))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    tips = root.xpath("//@keytip")
    assert len(tips) == len(set(tips))


def test_every_action_has_its_button_and_every_button_its_action(root: etree._Element) -> None:
    pressed = [tag.partition(":")[0] for tag in root.xpath("//@tag")]
    assert list(dict.fromkeys(pressed)) == list(ACTIONS)
    for tag in root.xpath("//@tag"):
        key, _, option = tag.partition(":")
        assert ACTIONS[key]
        assert not option or option in TEMPLATES


def test_every_callback_is_a_sub_of_the_module_with_the_arguments_that_excel_gives(root: etree._Element) -> None:
    source = vba.modules()[ribbon.MODULE]
    signatures = {"onAction": "control As IRibbonControl"}
    found = 0
    for element in root.iter():
        for attribute, value in element.attrib.items():
            if attribute.startswith(("get", "on")):
                module, _, name = value.partition(".")
                given = signatures.get(attribute, "control As IRibbonControl, ByRef returnedVal")
                assert module == ribbon.MODULE
                assert f"\nPublic Sub {name}({given})\n" in source
                found += 1
    assert found >= 4 * len(ACTIONS)


def test_every_control_has_a_label_and_every_button_a_tip(root: etree._Element) -> None:
    source = vba.modules()[ribbon.MODULE]
    labels, tips = (source.partition(f"Function {name}(")[2].partition("End Function")[0] for name in ("Label", "Tip"))
    for element in root.iter():
        if element.get("getLabel"):
            assert f'Case "{element.get("id")}"' in labels
        if element.get("getSupertip"):
            assert f'Case "{element.get("id")}"' in tips


def test_python_has_what_the_buttons_call() -> None:
    assert callable(importlib.import_module(vba.PYTHON_ACTIONS).press)
    assert f"import {vba.PYTHON_ACTIONS} as actions; actions.press(" in vba.modules()[ribbon.MODULE]
