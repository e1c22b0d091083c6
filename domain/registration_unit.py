"""How a group of buildings registers (W-15; S1 2章5)."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What one registration, and so one ID, stands for."""

    ASSOCIATION = "association"  # one for all
    BUILDING = "building"  # one for each 棟


class Registrant(StrEnum):
    """Whose representative registers."""

    ASSOCIATION = "association"  # the one association's
    BUILDING = "building"  # ① 棟の代表者
    ESTATE = "estate"  # ② 団地の代表者


class NamePattern(StrEnum):
    """How the name is built; the sentences show it with the names in place."""

    AS_IN_BYLAWS = "as_in_bylaws"
    BUILDING_ASSOCIATION = "building_association"  # ① ○○マンション△棟管理組合
    ASSOCIATION_BUILDING = "association_building"  # ② ○○マンション管理組合△棟


@dataclass(frozen=True, slots=True)
class RegistrationUnit:
    """The answer for one association."""

    unit: Unit
    registrant: Registrant
    name: NamePattern


def registration_unit(
    *, several_buildings: bool, accounts_per_building: bool, building_associations: bool
) -> RegistrationUnit:
    """What to register, from three yes/no questions (W-15).

    ``accounts_per_building``: the repair reserve is kept apart for each building (棟別区分経理);
    ``building_associations``: each building has an association of its own (棟別組合).
    """
    if not (several_buildings and accounts_per_building):
        return RegistrationUnit(Unit.ASSOCIATION, Registrant.ASSOCIATION, NamePattern.AS_IN_BYLAWS)
    if building_associations:
        return RegistrationUnit(Unit.BUILDING, Registrant.BUILDING, NamePattern.BUILDING_ASSOCIATION)
    return RegistrationUnit(Unit.BUILDING, Registrant.ESTATE, NamePattern.ASSOCIATION_BUILDING)
