"""What an approved registration brings into being: the association and its representative."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from domain.desk.registration import identity_status
from domain.ekyc import Status
from domain.errors import AssociationNumberTaken, IdentityNotProven
from domain.registration_form import ASSOCIATION, COMPANY, DELIVERY, REPRESENTATIVE
from domain.store import associations


def register(tx: Connection, filing: Any, answers: Mapping[str, Any], at: int) -> int:
    """The association of a registration, and who represents it from now on. Returns the association's id.

    IdentityNotProven before 合格 (W-11), unless the papers come by post (W-13). AssociationNumberTaken: a number that
    another association holds is never taken over by a new registration.
    """
    _refuse_unproven(tx, filing, answers)
    number = answers.get("association_number")
    if number and associations.by_number(tx, number) is not None:
        raise AssociationNumberTaken(number=number)
    association_id = associations.add(tx, number, _of(answers, ASSOCIATION, COMPANY, DELIVERY), at)
    associations.begin_representative(tx, association_id, filing.person_id, _of(answers, REPRESENTATIVE), at)
    return association_id


def _refuse_unproven(tx: Connection, filing: Any, answers: Mapping[str, Any]) -> None:
    status = identity_status(tx, filing.line_user)
    if answers.get("identity_method") != "post" and status is not Status.PASSED:
        raise IdentityNotProven(status=str(status or Status.REGISTERED))


def _of(answers: Mapping[str, Any], *sections: Any) -> dict[str, Any]:
    names = [field.name for section in sections for field in section.fields]
    return {name: answers[name] for name in names if name in answers}
