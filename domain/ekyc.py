"""The identity check by the vendor (eKYC): five statuses, two methods, callbacks in any order, the postal way.

Sources: S0 eKYCによる本人確認, W-11 to W-14. The vendor numbers its messages about one check; the largest number
that has arrived tells the status, whatever order they arrive in.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.documents import IdentityDocument
from domain.errors import EkycNotReady


class Status(StrEnum):
    """The five statuses that S0 shows."""

    REGISTERED = "registered"  # 情報登録済: the person has not chosen a way yet
    METHOD_CHOSEN = "method_chosen"  # 方式選択済
    CHECKING = "checking"  # 本人確認中
    PASSED = "passed"  # 合格
    FAILED = "failed"  # 不合格


class Method(StrEnum):
    """The two ways of the vendor (W-12), and the post where neither works (W-13)."""

    PHOTO_AND_FACE = "photo_and_face"  # 写真付き書類+容貌画像
    MY_NUMBER_CHIP = "my_number_chip"  # マイナンバーカードのICチップ (TRUSTDOCK)
    POST = "post"  # 「eKYCの認証ができない」にチェック


class Who(StrEnum):
    """Whose papers go by post (W-13, W-14, S0 1-3)."""

    PERSON = "person"  # no photo ID, or the vendor's check failed
    COMPANY_MANAGER = "company_manager"  # 2 マンション管理会社による外部管理者方式
    CORPORATE_REPRESENTATIVE = "corporate_representative"  # 3 代表者が法人
    INDIVIDUAL_MANAGER = "individual_manager"  # マンション管理士等の個人: eKYC, and the qualification by post


class Paper(StrEnum):
    """What is put into the envelope with the 送付書."""

    ONE_IDENTITY_DOCUMENT = "one_identity_document"
    COMPANY_REGISTER = "company_register"  # 登記事項証明書, 3か月以内, PDF不可
    EMPLOYEE_CARD = "employee_card"
    QUALIFICATION = "qualification"  # 資格を証する証明書


@dataclass(frozen=True, slots=True)
class Check:
    """How far one check has come; ``sequence`` is the vendor's number of the last message that counted."""

    status: Status = Status.REGISTERED
    sequence: int = 0


def may_submit(status: Status, *, by_post: bool = False) -> bool:
    """Whether the filing may go out (W-11): in three statuses, or when the papers go by post (W-13)."""
    return by_post or status in MAY_SUBMIT


def check_may_submit(status: Status, *, by_post: bool = False) -> None:
    """EkycNotReady when the check is to be done, or done again, first."""
    if not may_submit(status, by_post=by_post):
        raise EkycNotReady(status=status.value)


def must_redo(status: Status) -> bool:
    """情報登録済 and 不合格: the person does the check again (W-11)."""
    return status not in MAY_SUBMIT


def after(check: Check, incoming: Check) -> Check:
    """The check after a message. An older or repeated message changes nothing; a later one always counts.

    A new check of the same person (after 不合格) goes on counting, so that a late message of the first is older.
    """
    return incoming if incoming.sequence > check.sequence else check


def postal_papers(
    who: Who, *, in_register: bool = True, employee_card_shows_birth_date: bool = False
) -> tuple[Paper, ...]:
    """What goes by post (W-13, W-14).

    ``in_register``: the person stands in the company's 登記事項証明書 (as 代表取締役 in the corporate case).
    """
    if who is Who.PERSON:
        return (Paper.ONE_IDENTITY_DOCUMENT,)
    if who is Who.INDIVIDUAL_MANAGER:
        return (Paper.QUALIFICATION,)
    papers = [Paper.COMPANY_REGISTER]
    if not in_register and who is Who.COMPANY_MANAGER:
        papers.append(Paper.EMPLOYEE_CARD)
        if not employee_card_shows_birth_date:
            papers.append(Paper.ONE_IDENTITY_DOCUMENT)
    elif not in_register:
        papers.append(Paper.ONE_IDENTITY_DOCUMENT)
    return tuple(papers)


MAY_SUBMIT = frozenset({Status.METHOD_CHOSEN, Status.CHECKING, Status.PASSED})  # W-11

# W-12: what the photographed way takes.
PHOTO_DOCUMENTS = (
    IdentityDocument.DRIVING_LICENCE,
    IdentityDocument.MY_NUMBER_CARD,
    IdentityDocument.RESIDENCE_CARD,
    IdentityDocument.BASIC_RESIDENT_CARD,
    IdentityDocument.DRIVING_HISTORY,
)
