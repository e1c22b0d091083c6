"""Documents of a filing: their kinds, how much and how old they may be, which ID papers count (F-08, F-09, W-13).

What a file is by its bytes stands in file_types.py; its names are offered here as well.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.errors import (
    DocumentFromTheFuture,
    DocumentTooOld,
    FileEmpty,
    FilesTooLarge,
    IdentityDocumentNotValid,
)
from domain.file_types import FileType, inspect, inspect_zip, shown_name, sniff

__all__ = ["FileType", "inspect", "inspect_zip", "shown_name", "sniff"]

MB = 2**20  # U-9: the sources do not say whether 10**6 or 2**20; the more generous reading.
MAX_TOTAL = 10 * MB  # bytes of all files of a filing (S0; B-07: S1 says 6 MB)
WARN_TOTAL = 6 * MB  # bytes; above it a friendly word, because S1 still says 6 MB


class Kind(StrEnum):
    """The nine boxes of 必要書類のアップロード (S0)."""

    BYLAWS = "bylaws"  # 管理規約(全文)
    ASSEMBLY_MINUTES = "assembly_minutes"  # 総会議事録
    ASSEMBLY_AGENDA = "assembly_agenda"  # 総会議案書 (S0 has 議会議案書 by mistake, B-26)
    BOARD_MINUTES = "board_minutes"  # 理事会議事録等
    OTHER1 = "other1"
    OTHER2 = "other2"
    OTHER3 = "other3"
    OTHER4 = "other4"
    OTHER5 = "other5"


class DatedPaper(StrEnum):
    """Papers that are good for some months only."""

    CORPORATE_REGISTER = "corporate_register"  # 登記事項証明書 of the association or of a company
    SEAL_CERTIFICATE = "seal_certificate"  # 印鑑証明書
    RESIDENT_RECORD = "resident_record"  # 住民票
    CORPORATE_NUMBER_SEARCH = "corporate_number_search"  # 国税庁公表サイトの検索結果


class IdentityDocument(StrEnum):
    """Every ID paper that S0 names, for the vendor's way or for the post."""

    DRIVING_LICENCE = "driving_licence"  # 運転免許証
    DRIVING_HISTORY = "driving_history"  # 運転経歴証明書
    QUALIFICATION_CONFIRMATION = "qualification_confirmation"  # 資格確認証
    SEAL_CERTIFICATE = "seal_certificate"  # 印鑑証明書
    RESIDENT_RECORD = "resident_record"  # 住民票
    PASSPORT = "passport"
    MY_NUMBER_CARD = "my_number_card"  # マイナンバーカード
    RESIDENCE_CARD = "residence_card"  # 在留カード, vendor only
    BASIC_RESIDENT_CARD = "basic_resident_card"  # 住民基本台帳カード, vendor only


@dataclass(frozen=True, slots=True)
class IdentityPaper:
    """What staff read off an ID paper that came by post. Dates in Asia/Tokyo; None where the paper has none."""

    kind: IdentityDocument
    arrived_on: date
    issued_on: date | None = None
    applied_on: date | None = None
    expires_on: date | None = None
    original: bool = False
    both_sides: bool = False
    address_shown: bool = True
    holder_page: bool = False
    numbers_hidden: bool = True  # 保険者番号 and so on, マイナンバー: blacked out or not on the paper


@dataclass(frozen=True, slots=True)
class Total:
    """The files of a filing together, in bytes, and whether a word of warning is due."""

    size: int
    warn: bool


def check_total(sizes: Iterable[int]) -> Total:
    """The total of a filing's files. FilesTooLarge above 10 MB: the rest goes by post (F-08, B-07)."""
    size = sum(sizes)
    if size > MAX_TOTAL:
        raise FilesTooLarge(megabytes=-(-size // MB), most=MAX_TOTAL // MB)
    return Total(size=size, warn=size > WARN_TOTAL)


def check_size(name: str, size: int, already: int = 0) -> Total:
    """One more file beside ``already`` bytes. FileEmpty, FilesTooLarge."""
    if size <= 0:
        raise FileEmpty(name=shown_name(name))
    return check_total((already, size))


def check_age(paper: DatedPaper, issued_on: date, on: date) -> None:
    """Whether the paper is young enough on the day it arrives. DocumentTooOld, DocumentFromTheFuture.

    「発行後3か月以内」 counts from the day after issue (民法140, 143条): issued on 15 January, good until 15 April.
    """
    if issued_on > on:
        raise DocumentFromTheFuture(issued_on=issued_on)
    months = MONTHS_GOOD[paper]
    if on > last_good_day(issued_on, months):
        raise DocumentTooOld(kind=paper.value, issued_on=issued_on, months=months)


def last_good_day(issued_on: date, months: int) -> date:
    """The last day of ``months`` months that begin on the day after ``issued_on``."""
    start = issued_on + timedelta(days=1)
    index = start.year * 12 + start.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if start.day > monthrange(year, month)[1]:
        return date(year, month, monthrange(year, month)[1])
    return date(year, month, start.day) - timedelta(days=1)


def check_identity_paper(paper: IdentityPaper) -> None:
    """Whether an ID paper that came by post counts (W-13). IdentityDocumentNotValid, and those of ``check_age``."""
    kind = paper.kind
    if kind not in BY_POST:
        raise IdentityDocumentNotValid(kind=kind.value, reason="not_by_post")
    if paper.expires_on is not None and paper.expires_on < paper.arrived_on:
        raise IdentityDocumentNotValid(kind=kind.value, reason="expired")
    reason = _fault(paper)
    if reason:
        raise IdentityDocumentNotValid(kind=kind.value, reason=reason)
    if kind in _DATED and paper.issued_on is not None:
        check_age(_DATED[kind], paper.issued_on, paper.arrived_on)


def _fault(paper: IdentityPaper) -> str | None:
    """The key of what is wrong, in the order S0 lists the conditions."""
    kind = paper.kind
    if not paper.address_shown:
        return "no_address"
    if not paper.numbers_hidden:
        return "number_shown"
    if kind in _BOTH_SIDES and not paper.both_sides:
        return "back_missing"
    if kind in _DATED:
        return (
            None if paper.original and paper.issued_on else "not_original" if paper.issued_on else "no_date"
        )
    if kind is IdentityDocument.DRIVING_HISTORY and (paper.issued_on or date.min) < DRIVING_HISTORY_FROM:
        return "issued_too_early"
    if kind is IdentityDocument.PASSPORT:
        if (paper.applied_on or date.max) > PASSPORT_APPLIED_UNTIL:
            return "applied_too_late"
        return None if paper.holder_page else "holder_page_missing"
    return None


DRIVING_HISTORY_FROM = date(2012, 4, 1)  # S0 ② 2012年4月1日以後に交付
PASSPORT_APPLIED_UNTIL = date(2020, 2, 3)  # S0 ⑥ 2020年2月3日以前に申請

MONTHS_GOOD = {
    DatedPaper.CORPORATE_REGISTER: 3,  # S0 2, 3; P-13
    DatedPaper.SEAL_CERTIFICATE: 3,  # S0 ④
    DatedPaper.RESIDENT_RECORD: 3,  # S0 ⑤
    DatedPaper.CORPORATE_NUMBER_SEARCH: 6,  # P-13 表示日6か月以内
}

# S0 ①-⑦, in that order.
BY_POST = (
    IdentityDocument.DRIVING_LICENCE,
    IdentityDocument.DRIVING_HISTORY,
    IdentityDocument.QUALIFICATION_CONFIRMATION,
    IdentityDocument.SEAL_CERTIFICATE,
    IdentityDocument.RESIDENT_RECORD,
    IdentityDocument.PASSPORT,
    IdentityDocument.MY_NUMBER_CARD,
)
_BOTH_SIDES = frozenset({IdentityDocument.DRIVING_LICENCE, IdentityDocument.DRIVING_HISTORY})
_DATED = {
    IdentityDocument.SEAL_CERTIFICATE: DatedPaper.SEAL_CERTIFICATE,
    IdentityDocument.RESIDENT_RECORD: DatedPaper.RESIDENT_RECORD,
}
