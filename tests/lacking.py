"""What a machine of one's own may lack, and CI may not."""

import os
from typing import NoReturn

import pytest


def lacks(what: str) -> NoReturn:
    """Leave this test out for want of something; where CI=true it fails instead, for nobody reads what CI left out."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI must have it: there is no {what}")
    pytest.skip(f"there is no {what}")
