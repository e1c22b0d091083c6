"""A filing at the desk, as the staff go through it."""

from sqlalchemy import select

from domain.store import audit
from domain.store.tables import association, representative


def _claimed(desk, who="sato", **facts):
    filing_id = desk.file(**facts)
    browser = desk.browser(who)
    browser.get(f"/staff/filings/{filing_id}")
    browser.press(f"/staff/filings/{filing_id}/claim")
    return filing_id, browser


def test_a_filing_is_claimed_marked_previewed_and_returned(desk):
    """S0: 入力内容に不備がある場合は、一度申請を否認し、修正、再度申請していただく."""
    filing_id, browser = _claimed(desk)
    path = f"/staff/filings/{filing_id}"
    answer = browser.press(
        f"{path}/marks",
        mark__bank="1",
        reason__bank="account_not_found",
        mark__bylaws="1",
        reason__bylaws="other",
        words__bylaws="3ページ目を撮り直してください",
        then="preview",
    )

    assert answer.location == f"{path}/preview"
    assert "口座を確認できませんでした" in browser.html
    assert "3ページ目を撮り直してください" in browser.html
    assert not desk.sent()

    browser.press(f"{path}/return")
    row = desk.row(filing_id)

    assert (row.state, row.closed_at, row.reviewer_id) == ("returned", None, desk.ids["sato"])
    assert desk.news() == [
        {"type": "house", "kind": "filing", "facts": {"filing": filing_id, "act": "returned"}}
    ]
    assert desk.engine.woken == ["U1"]
    assert [(r.source, r.line_user) for r in desk.sent()] == [("notice:15", "U1")]
    assert [r.payload["to"] for r in desk.sent("mail")] == ["hanako@example.jp"]


def test_words_of_the_staff_go_neither_through_line_nor_by_mail(desk):
    filing_id, browser = _claimed(desk)
    path = f"/staff/filings/{filing_id}"
    browser.press(
        f"{path}/marks",
        mark__bylaws="1",
        reason__bylaws="other",
        words__bylaws="山田様の名前が違います",
        then="preview",
    )
    browser.press(f"{path}/return")

    for row in [*desk.sent(), *desk.sent("mail")]:
        assert "山田" not in str(row.payload)


def test_an_approval_makes_the_association_and_tells_the_chairperson(desk):
    filing_id, browser = _claimed(desk)
    browser.press(f"/staff/filings/{filing_id}/approve")
    row = desk.row(filing_id)

    assert (row.state, row.approver_id) == ("approved", desk.ids["sato"])
    assert row.closed_at is not None
    with desk.house.db.reading() as tx:
        made = tx.execute(select(association)).one()
        assert made.facts["association_name"] == "青空マンション管理組合"
        assert made.id == row.association_id
        assert tx.execute(select(representative)).one().person_id == row.person_id
        assert audit.broken_at(tx) is None
    assert [r.payload for r in desk.sent("menu")] == [{"menu": "members"}]
    assert [r.source for r in desk.sent()] == ["notice:5"]
    assert desk.news()[-1]["facts"] == {"filing": filing_id, "act": "approved"}
