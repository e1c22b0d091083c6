"""Persons with accounts, made directly, for pages that begin where an account exists."""

import datetime as dt

import pyotp

from domain.desk import accounts
from domain.store import people
from tests.pages.conftest import APPLICANT, PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ANSWER = "ポチ"


def member(house, user_id="yamada2026", line_user=None, authenticator=True, **facts):
    """A person with a user ID; returns the id."""
    at = house.clock.ms()
    with house.db.writing() as tx:
        person_id = people.add(tx, APPLICANT | facts, at)
        accounts.create_credential(tx, person_id, user_id, "first_pet", ANSWER, PASSWORD, at)
        if authenticator:
            people.change_credential(
                tx, person_id, totp_secret=SECRET, totp_confirmed_at=at, totp_last_step=0
            )
        if line_user:
            accounts.link_line(tx, line_user, person_id, at)
    return person_id


def code(house, secret=SECRET):
    """The code an authenticator shows now."""
    return pyotp.TOTP(secret).at(dt.datetime.fromtimestamp(house.clock.ms() / 1000, tz=dt.UTC))


def row_of(house, person_id):
    """The credential as it is stored."""
    with house.db.reading() as tx:
        return people.credential_of(tx, person_id)
