"""The tab on Excel's ribbon, from the registry of actions.

Labels are asked for by Excel through callbacks, because one file serves three languages; `addin.vba` answers them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from xltargets.actions.registry import by_group

if TYPE_CHECKING:
    from xltargets.actions.registry import Action

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
TAB = "xlTargets"
"""The name of the tab in every language."""
TAB_KEY_TIP = "XT"
MODULE = "xlTargetsRibbon"
"""The VBA module of the callbacks."""
ON_ACTION, GET_LABEL, GET_SCREENTIP, GET_SUPERTIP = "OnAction", "GetLabel", "GetScreentip", "GetSupertip"


@dataclass(frozen=True, slots=True)
class Control:
    """A group, a button, or a menu of choices."""

    key: str
    """What it is called in the file, and how its label is found."""
    label: str
    tip: str = ""
    icon: str = ""
    key_tip: str = ""
    action: str = ""
    """The action that it starts, with an option after a colon: `new:target-plan`."""
    children: tuple[Control, ...] = ()


def groups() -> list[Control]:
    """The groups of the tab with a button for each action, or a menu where it offers a choice."""
    return [
        Control(f"xlt_group_{_word(title.lower())}", title, children=tuple(map(_button, members)))
        for title, members in by_group().items()
    ]


def buttons() -> list[Control]:
    """One control for each action, group by group."""
    return [button for group in groups() for button in group.children]


def _button(action: Action) -> Control:
    choices = action.menu.choices() if action.menu is not None else ()
    key = f"xlt_{_word(action.key)}"
    return Control(
        key,
        action.label,
        action.tip,
        action.icon,
        action.key_tip,
        action.key,
        children=tuple(
            Control(f"{key}_{_word(choice.key)}", choice.label, choice.tip, action=f"{action.key}:{choice.key}")
            for choice in choices
        ),
    )


def _word(text: str) -> str:
    """A text as part of a control's name."""
    return re.sub(r"\W", "_", text)


def controls() -> list[Control]:
    """Everything that asks for a label: groups, buttons and the entries of menus."""
    found = []
    for group in groups():
        found.append(group)
        for button in group.children:
            found += [button, *button.children]
    return found


def custom_ui() -> str:
    """The part `customUI/customUI14.xml` of the add-in."""
    root = ElementTree.Element("customUI", xmlns=NAMESPACE)
    tabs = ElementTree.SubElement(ElementTree.SubElement(root, "ribbon"), "tabs")
    tab = ElementTree.SubElement(tabs, "tab", id="xlt_tab", label=TAB, keytip=TAB_KEY_TIP)
    for group in groups():
        place = ElementTree.SubElement(tab, "group", id=group.key, getLabel=f"{MODULE}.{GET_LABEL}")
        for button in group.children:
            _add(place, button, "large")
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + ElementTree.tostring(root, "unicode") + "\n"


def _add(place: ElementTree.Element, control: Control, size: str = "") -> None:
    attributes = {
        "id": control.key,
        "getLabel": f"{MODULE}.{GET_LABEL}",
        "getScreentip": f"{MODULE}.{GET_SCREENTIP}",
        "getSupertip": f"{MODULE}.{GET_SUPERTIP}",
        "imageMso": control.icon,
        "size": size,
        "keytip": control.key_tip,
    }
    if not control.children:
        attributes |= {"tag": control.action, "onAction": f"{MODULE}.{ON_ACTION}"}
    element = ElementTree.SubElement(
        place, "menu" if control.children else "button", {key: value for key, value in attributes.items() if value}
    )
    for child in control.children:
        _add(element, child)
