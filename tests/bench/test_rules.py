"""The bench of the rule book runs and tells every figure a goal asks for."""

import importlib.util

import pytest

from bench import rules, tell


def test_a_short_run_tells_every_figure_of_our_own():
    figures = {**rules.look_ups(40_000), **rules.projections(40)}
    assert {"look_ups_per_second", "projection_seconds", "projection_memory_growth_mb"} <= figures.keys()
    assert figures["associations"] == 40


def test_goals_without_a_figure_are_left_out_and_others_judged():
    assert tell.met({"projection_seconds": 9.9, "look_ups_per_second": 10.0}, rules.GOALS) == {
        "projection_seconds": True,
        "look_ups_per_second": False,
    }


@pytest.mark.skipif(importlib.util.find_spec("QuantLib") is None, reason="QuantLib is not installed")
def test_quantlib_pays_the_same_amounts_on_the_same_days():
    import QuantLib

    figures = rules.against_quantlib(QuantLib, 52)
    assert figures["flows_that_differ"] == []
    assert figures["business_days_that_differ"] == ["2003-05-06: QuantLib closed"]
