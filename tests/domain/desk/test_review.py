"""The review of a filing, raced and repeated."""

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from domain import filing as life
from domain import passwords
from domain.desk import endings, review, staff
from domain.desk.hands import Form, Hand
from domain.errors import (
    ActNotPossible,
    ApproverIsReviewer,
    AssociationNumberTaken,
    ChangedMeanwhile,
    FilingUnknown,
    IdentityNotProven,
    InAnothersHands,
    NothingMarked,
    ReasonUnfit,
    RoleLacking,
    TakenByAnother,
    WordsMissing,
)
from domain.store import audit, filings, people
from domain.store.db import Database
from domain.store.sealed import keyring
from domain.store.tables import association, ekyc_session, filing, metadata
from tests.racing import together

AT = int(dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC).timestamp() * 1000)
BOTH = ("reviewer", "approver")


class Desk:
    def __init__(self, db: Database) -> None:
        self.db, self.keys = db, 0
        self.sato, self.suzuki = self.hand("sato", *BOTH), self.hand("suzuki", *BOTH)

    def hand(self, login: str, *roles: str) -> Hand:
        with self.db.writing() as tx:
            return Hand(
                staff.add(tx, login, login, roles, "abcd-efgh-1234", "JBSWY3DPEHPK3PXP", AT), login, roles, AT
            )

    def file(
        self, line_user: str = "U1", kind: str = "registration", status: str = "passed", **answers: object
    ) -> int:
        with self.db.writing() as tx:
            person = people.add(tx, {"applicant_mail": "a@example.jp"}, AT)
            tx.execute(
                insert(ekyc_session),
                {
                    "reference": line_user,
                    "line_user": line_user,
                    "method": "ic",
                    "status": status,
                    "made_at": AT,
                    "expires_at": AT,
                    "updated_at": AT,
                },
            )
            given = {
                "has_number": False,
                "association_name": "青空管理組合",
                "bylaws": {"id": "1", "name": "規約.pdf"},
            } | answers
            return int(filings.add(tx, kind, line_user, person, None, given, AT, dt.date(2026, 11, 20)).id)

    def row(self, filing_id: int):
        with self.db.reading() as tx:
            return filings.get(tx, filing_id)

    def form(self, filing_id: int, version: int | None = None) -> Form:
        self.keys += 1
        return Form(self.row(filing_id).version if version is None else version, f"key-{self.keys}")

    def does(self, act: Callable, who: Hand, filing_id: int, *more, form: Form | None = None):
        with self.db.writing() as tx:
            return act(tx, who, filing_id, *more, form or self.form(filing_id))

    def acts(self, filing_id: int) -> list[str]:
        from domain.store import trail

        with self.db.reading() as tx:
            return [row.act for row in trail.about(tx, f"filing:{filing_id}")][::-1]


@pytest.fixture
def desk(tmp_path):
    passwords.hasher(passwords.CHEAP)
    keyring.use({1: bytes(range(32))})
    db = Database(f"sqlite:///{tmp_path / 'd.db'}")
    metadata.create_all(db.engine)
    yield Desk(db)
    db.close()
    passwords.hasher(passwords.COST)


def test_of_many_who_claim_at_once_one_has_it_and_the_others_hear_who(desk):
    staff_ = [desk.hand(f"staff{n}", "reviewer") for n in range(8)]
    for n in range(10):
        filing_id = desk.file(f"U{n}")
        results = together(
            [
                lambda w=w, f=filing_id, k=k: desk.does(review.claim, w, f, form=Form(0, f"{f}-{k}"))
                for k, w in enumerate(staff_)
            ]
        )
        lost = [r for r in results if isinstance(r, TakenByAnother)]
        owner = desk.row(filing_id).owner_id

        assert len(lost) == 7
        assert {r.facts["by"] for r in lost} == {next(w.name for w in staff_ if w.staff_id == owner)}
        assert desk.acts(filing_id) == ["claimed"]


def test_of_many_who_approve_at_once_one_approval_is_made(desk):
    for n in range(10):
        filing_id = desk.file(f"U{n}")
        desk.does(review.claim, desk.sato, filing_id)
        desk.does(review.pass_on, desk.sato, filing_id)
        version = desk.row(filing_id).version
        results = together(
            [
                lambda w=w, k=k, f=filing_id, v=version: desk.does(review.approve, w, f, form=Form(v, f"a{f}-{k}"))
                for k, w in enumerate([desk.sato, desk.suzuki] * 3)
            ]
        )

        assert sum(not isinstance(r, Exception) for r in results) == 1
        assert {type(r) for r in results if isinstance(r, Exception)} == {ChangedMeanwhile}
        assert desk.acts(filing_id).count("approved") == 1
    with desk.db.reading() as tx:
        assert len(tx.execute(select(association.c.id)).all()) == 10
        assert audit.broken_at(tx) is None


def test_a_form_posted_twice_at_once_acts_once(desk):
    filing_id = desk.file()
    desk.does(review.claim, desk.sato, filing_id)
    form = desk.form(filing_id)
    results = together([lambda: desk.does(review.approve, desk.sato, filing_id, form=form)] * 6)

    assert sum(r is not None for r in results) == 1
    assert not any(isinstance(r, Exception) for r in results)
    assert desk.acts(filing_id) == ["claimed", "approved"]


def test_a_stale_form_is_refused_and_names_the_others_change(desk):
    filing_id = desk.file()
    desk.does(review.claim, desk.sato, filing_id)
    stale = desk.form(filing_id)
    desk.does(review.reassign, desk.suzuki, filing_id, desk.suzuki.staff_id)

    with pytest.raises(ChangedMeanwhile) as refused:
        desk.does(review.mark, desk.sato, filing_id, [("bylaws", "unreadable", "")], form=stale)

    assert (refused.value.facts["by"], refused.value.facts["act"]) == ("suzuki", "reassigned")
    assert refused.value.facts["at"] == dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)


def test_where_money_moves_the_reviewer_does_not_approve(desk):
    """ASVS 2.3.5."""
    filing_id = desk.file(kind="anything_else")
    desk.does(review.claim, desk.sato, filing_id)
    with pytest.raises(ActNotPossible):
        desk.does(review.approve, desk.sato, filing_id)
    desk.does(review.pass_on, desk.sato, filing_id)

    with pytest.raises(ApproverIsReviewer):
        desk.does(review.approve, desk.sato, filing_id)
    assert desk.does(review.approve, desk.suzuki, filing_id).state == "approved"


def test_the_database_itself_refuses_one_pair_of_eyes(desk):
    filing_id = desk.file(kind="redemption")
    both = {"reviewer_id": desk.sato.staff_id, "approver_id": desk.sato.staff_id}
    with pytest.raises(IntegrityError), desk.db.writing() as tx:
        tx.execute(update(filing).where(filing.c.id == filing_id).values(both))

    assert desk.row(filing_id).approver_id is None


def test_a_registration_may_be_approved_by_its_reviewer_who_is_an_approver(desk):
    filing_id = desk.file(association_number="312345")
    desk.does(review.claim, desk.sato, filing_id)
    row = desk.does(review.approve, desk.sato, filing_id)

    assert (row.state, row.reviewer_id, row.approver_id) == (
        "approved",
        desk.sato.staff_id,
        desk.sato.staff_id,
    )
    assert row.closed_at == AT


def test_a_reviewer_without_the_role_approves_nothing(desk):
    tanaka = desk.hand("tanaka", "reviewer")
    filing_id = desk.file()
    desk.does(review.claim, tanaka, filing_id)

    with pytest.raises(RoleLacking):
        desk.does(review.approve, tanaka, filing_id)
    assert desk.does(review.pass_on, tanaka, filing_id).state == "awaiting_approval"


def test_a_number_that_is_registered_is_not_taken_over(desk):
    for n, line_user in enumerate(("U1", "U2")):
        filing_id = desk.file(line_user, association_number="312345")
        desk.does(review.claim, desk.sato, filing_id)
        if n == 0:
            desk.does(review.approve, desk.sato, filing_id)

    with pytest.raises(AssociationNumberTaken):
        desk.does(review.approve, desk.sato, filing_id)
    assert desk.row(filing_id).state == "under_review"


@pytest.mark.parametrize("status", ["checking", "method_chosen", "failed", "registered"])
def test_nothing_is_approved_before_the_identity_check_has_passed(desk, status):
    """W-11: 合格 alone proves who somebody is."""
    filing_id = desk.file(status=status, identity_method="photo")
    desk.does(review.claim, desk.sato, filing_id)

    with pytest.raises(IdentityNotProven):
        desk.does(review.approve, desk.sato, filing_id)


def test_papers_by_post_need_no_identity_check_of_the_vendor(desk):
    """W-13."""
    filing_id = desk.file(status="failed", identity_method="post")
    desk.does(review.claim, desk.sato, filing_id)

    assert desk.does(review.approve, desk.sato, filing_id).state == "approved"


def test_marks_are_kept_returned_and_stay_with_their_revision(desk):
    filing_id = desk.file()
    desk.does(review.claim, desk.sato, filing_id)
    with pytest.raises(NothingMarked):
        desk.does(review.give_back, desk.sato, filing_id)
    desk.does(review.mark, desk.sato, filing_id, [("bylaws", "unreadable", "表紙")])
    desk.does(
        review.mark,
        desk.sato,
        filing_id,
        [("bylaws", "pages_missing", "電話は090-1234-5678"), ("has_number", "wrongly_chosen", "x")],
    )
    row = desk.does(review.give_back, desk.sato, filing_id)

    with desk.db.reading() as tx:
        kept = [(r.field, r.reason, r.words) for r in filings.remarks(tx, filing_id, 1)]
    assert row.state == "returned"
    assert row.owner_id == desk.sato.staff_id
    # A number is masked; a field that is asked in LINE takes no words at all.
    assert kept == [("bylaws", "pages_missing", "電話は********678"), ("has_number", "wrongly_chosen", "")]


@pytest.mark.parametrize(
    ("marks", "refusal"),
    [
        ([("bylaws", "account_not_found", "")], ReasonUnfit),
        ([("bylaws", "", "")], ReasonUnfit),
        ([("no_such_field", "mistyped", "")], ReasonUnfit),
        ([("has_number", "other", "x")], ReasonUnfit),
        ([("bylaws", "other", "")], WordsMissing),
    ],
)
def test_a_mark_that_says_nothing_is_refused_and_none_is_kept(desk, marks, refusal):
    filing_id = desk.file()
    desk.does(review.claim, desk.sato, filing_id)
    with pytest.raises(refusal):
        desk.does(review.mark, desk.sato, filing_id, marks)

    with desk.db.reading() as tx:
        assert not filings.remarks(tx, filing_id, 1)


def test_only_who_has_it_marks_returns_and_releases(desk):
    filing_id = desk.file()
    desk.does(review.claim, desk.sato, filing_id)
    for act, more in (
        (review.mark, [[]]),
        (review.give_back, []),
        (review.pass_on, []),
        (review.release, []),
        (review.approve, []),
    ):
        with pytest.raises(InAnothersHands) as refused:
            desk.does(act, desk.suzuki, filing_id, *more)
        assert refused.value.facts == {"by": "sato"}


def test_a_resubmission_comes_back_to_the_same_desk(desk):
    filing_id = desk.file()
    desk.does(review.claim, desk.sato, filing_id)
    desk.does(review.mark, desk.sato, filing_id, [("bylaws", "unreadable", "")])
    row = desk.does(review.give_back, desk.sato, filing_id)
    with desk.db.writing() as tx:
        filings.keep_answers(tx, filing_id, 2, {"association_name": "青空管理組合"})
        filings.change(tx, filing_id, row.version, AT, state=life.after(row.state, "resubmitted"), revision=2)

    with pytest.raises(TakenByAnother):
        desk.does(review.claim, desk.suzuki, filing_id)
    assert desk.does(review.claim, desk.sato, filing_id).state == "under_review"


def test_every_state_refuses_the_acts_its_table_does_not_have(desk):
    """Generated: state x act; nothing but the arrows is possible."""
    arrows = {(a.source, a.act) for a in life.ARROWS}
    refused = 0
    for state in life.State:
        for act in {a.act for a in life.ARROWS}:
            if (state, act) not in arrows:
                with pytest.raises(ActNotPossible):
                    life.after(state, act)
                refused += 1

    assert refused == len(life.State) * len({a.act for a in life.ARROWS}) - len(arrows)


def test_a_filing_is_withdrawn_by_its_own_person_only(desk):
    filing_id = desk.file()
    person = desk.row(filing_id).person_id
    with desk.db.writing() as tx, pytest.raises(FilingUnknown):
        endings.withdraw(tx, filing_id, person + 1, AT)
    with desk.db.writing() as tx:
        assert endings.withdraw(tx, filing_id, person, AT).closed_at == AT
    with pytest.raises(ActNotPossible):
        desk.does(review.claim, desk.sato, filing_id)


def test_a_colleague_who_may_not_review_is_given_nothing(desk):
    viewer = desk.hand("viewer", "viewer")
    filing_id = desk.file()
    with pytest.raises(InAnothersHands):
        desk.does(review.reassign, desk.sato, filing_id, viewer.staff_id)

    assert desk.row(filing_id).owner_id is None
