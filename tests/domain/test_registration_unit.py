"""How a group of buildings registers (W-15)."""

import pytest

from domain.registration_unit import NamePattern, Registrant, RegistrationUnit, Unit, registration_unit

ONE = RegistrationUnit(Unit.ASSOCIATION, Registrant.ASSOCIATION, NamePattern.AS_IN_BYLAWS)


@pytest.mark.parametrize(
    ("several", "apart", "associations", "unit"),
    [
        (False, False, False, ONE),
        (False, True, True, ONE),
        (True, False, True, ONE),
        (
            True,
            True,
            True,
            RegistrationUnit(Unit.BUILDING, Registrant.BUILDING, NamePattern.BUILDING_ASSOCIATION),
        ),
        (
            True,
            True,
            False,
            RegistrationUnit(Unit.BUILDING, Registrant.ESTATE, NamePattern.ASSOCIATION_BUILDING),
        ),
    ],
)
def test_buildings_register_apart_only_where_their_reserves_are_kept_apart(
    several, apart, associations, unit
):
    """W-15: 棟別区分経理 → 棟ごと; ① 棟の代表者, ② 団地の代表者."""
    assert (
        registration_unit(
            several_buildings=several, accounts_per_building=apart, building_associations=associations
        )
        == unit
    )
