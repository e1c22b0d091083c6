"""What each role of the staff may do: one table. An act is named once here and checked by that name everywhere."""

from collections.abc import Iterable
from enum import StrEnum


class Act(StrEnum):
    """Everything that is done at the desk."""

    LOOK = "look"  # filings, documents, talks, associations
    REVIEW = "review"  # claim, mark, return, pass on
    APPROVE = "approve"  # approve, reject, send back to review
    REASSIGN = "reassign"  # give a colleague's filing to somebody else
    NOTE = "note"  # internal notes
    TALK = "talk"  # take over, say, hand back
    OPEN_ACCOUNT = "open_account"  # see an account number in full, with a reason
    SEND = "send"  # notices to many
    AUDIT = "audit"  # read the audit trail
    MANAGE_STAFF = "manage_staff"  # add, roles, disable
    OPERATE = "operate"  # see what got stuck, begin it again or discard it


VIEWER = frozenset({Act.LOOK})
REVIEWER = VIEWER | {Act.REVIEW, Act.NOTE, Act.TALK, Act.OPEN_ACCOUNT}
APPROVER = VIEWER | {Act.APPROVE, Act.REASSIGN, Act.NOTE, Act.OPEN_ACCOUNT, Act.AUDIT}
SENDER = VIEWER | {Act.SEND, Act.OPERATE}
# Who gives out roles does not decide about filings by that alone.
ADMIN = VIEWER | {Act.REASSIGN, Act.AUDIT, Act.MANAGE_STAFF, Act.OPERATE}

ROLES: dict[str, frozenset[Act]] = {
    "viewer": VIEWER,
    "reviewer": REVIEWER,
    "approver": APPROVER,
    "sender": SENDER,
    "admin": ADMIN,
}


def acts(roles: Iterable[str]) -> frozenset[Act]:
    """Everything these roles allow together; an unknown role allows nothing."""
    return frozenset().union(*(ROLES.get(role, frozenset()) for role in roles))


def may(roles: Iterable[str], act: str) -> bool:
    """Whether one of these roles allows the act."""
    return act in acts(roles)
