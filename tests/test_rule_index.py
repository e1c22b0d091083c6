"""The page of rules is true: every rule is shown by a test, and the page says by which."""

import re

from tests import rule_index


def test_every_rule_of_the_book_is_shown_by_a_test_or_is_said_with_a_reason():
    assert rule_index.gaps(rule_index.tests_by_rule()) == []


def test_a_rule_whose_test_is_taken_away_is_found():
    shown = rule_index.tests_by_rule()
    del shown["Q-05"]
    assert rule_index.gaps(shown) == ["Q-05"]


def test_the_page_of_rules_is_what_the_script_would_write():
    stale = rule_index.PAGE.read_text("utf-8") != rule_index.page()
    assert not stale, "docs/rules.md is stale: run `python -m tests.rule_index`"


def test_no_test_carries_the_number_of_a_rule_that_does_not_exist():
    assert set(rule_index.tests_by_rule()) <= set(rule_index.RULES)


def test_every_part_of_the_book_is_counted_from_one_without_a_gap():
    for part in rule_index.PARTS:
        numbers = [
            int(number.split("-")[1]) for number in rule_index.RULES if number.split("-")[0] == part != "A9"
        ]
        assert numbers == list(range(1, len(numbers) + 1))


def test_what_is_only_said_is_a_rule_and_has_its_reason():
    assert set(rule_index.SAID) <= set(rule_index.RULES)
    assert all(re.search(r"\w{4}", reason) for reason in rule_index.SAID.values())
