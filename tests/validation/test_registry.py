"""The register of rules and their documentation."""

from __future__ import annotations

import re

import pytest

from xltargets.validation.registry import (
    FAMILIES,
    HEADINGS,
    PACKAGES,
    Scope,
    UnknownRule,
    matching,
    rules,
    rules_of_a_file,
    selected,
)


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.code)
def test_every_rule_has_its_page(rule):
    assert list(rule.sections) == list(HEADINGS)
    assert all(text.strip() for text in rule.sections.values())
    assert re.fullmatch(r"[A-Z0-9].*\.", rule.summary), rule.summary
    assert rule.page.splitlines()[1] == ""
    assert max(map(len, rule.page.splitlines())) <= 120


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.code)
def test_every_rule_is_named_alike(rule):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert rule.family in FAMILIES


def test_a_rule_is_selected_by_code_family_and_name():
    assert matching("xl304") == matching("out-of-range") == {"XL304"}
    assert matching("XL3") == {code for code in rules() if code.startswith("XL3")}
    assert matching("XL") == set(rules())


@pytest.mark.parametrize(
    ("word", "near"), [("XL34", "XL3"), ("out-of-rang", "out-of-range"), ("merged-cell", "merged-cells")]
)
def test_an_unknown_rule_is_an_error_with_a_suggestion(word, near):
    with pytest.raises(UnknownRule, match=f"Did you mean {near}"):
        matching(word)


def test_nothing_like_it_names_the_list():
    with pytest.raises(UnknownRule, match="xltargets rules"):
        matching("zzzzzzzz")


def test_the_more_exact_word_wins():
    assert selected(["XL304"], ["XL3"]) == {"XL304"}
    assert "XL304" not in selected(["XL3"], ["XL304"])
    assert selected([], ["XL3"]) == {code for code in rules() if not code.startswith("XL3")}
    assert selected() == set(rules())


def test_the_rules_of_a_file_by_itself_are_in_the_package_that_is_loaded_for_it():
    own = {code for code, one in rules().items() if one.check.__module__.startswith(PACKAGES[0] + ".")}
    assert own == rules_of_a_file().keys()
    assert {one.scope for code, one in rules().items() if code not in own} == {Scope.ACROSS, Scope.AGAINST}


@pytest.mark.parametrize(("select", "ignore"), [((), ()), (("XL3",), ()), ((), ("XL3",)), (("XL6", "XL304"), ("XL6",))])
def test_of_the_rules_of_a_file_the_same_are_selected(select, ignore):
    own = rules_of_a_file()
    assert selected(select, ignore, own) == selected(select, ignore) & own.keys()
