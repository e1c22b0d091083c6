"""A test is left out for what the machine lacks, and never in CI."""

import pytest

from tests import browsers
from tests.lacking import lacks


def test_a_machine_of_ones_own_may_lack_something(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="there is no rain"):
        lacks("rain")


def test_ci_may_not(monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="there is no rain"):
        lacks("rain")


def test_a_missing_browser_fails_in_ci(monkeypatch):
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(browsers, "CHROMIUM", None)
    with pytest.raises(pytest.fail.Exception, match="chromium"), browsers.opened():
        pass
