"""The open questions of the sources as named settings."""

import pytest

from domain.errors import UnknownReading
from domain.readings import DEFAULT, QUESTIONS, Readings, alternatives


def test_every_open_question_has_a_default_that_stands_first_among_its_alternatives():
    assert {name: answers[0] for name, answers in alternatives().items()} == {
        name: getattr(DEFAULT, name) for name in alternatives()
    }


def test_every_setting_names_the_question_it_answers():
    assert set(QUESTIONS) == set(alternatives())


def test_an_answer_that_is_no_alternative_is_refused_with_the_alternatives():
    with pytest.raises(UnknownReading) as refused:
        Readings(first_year_lock="whenever")
    assert refused.value.facts == {
        "question": "first_year_lock",
        "given": "whenever",
        "answers": "request, buy_back",
    }


def test_only_readings_other_than_the_default_are_told():
    assert DEFAULT.differing() == {}
    assert Readings(tax_floor="per_tranche").differing() == {"tax_floor": "per_tranche"}
