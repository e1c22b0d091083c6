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
        {"type": "house", "kind": "filing", "facts": {"filing": filing_id, "act": "returned", "kind": "registration"}}
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
    assert desk.news()[-1]["facts"] == {"filing": filing_id, "act": "approved", "kind": "registration"}


def test_a_conflict_page_shows_both_changes(desk):
    """T42, design 7: the other's change is named, one's own input is kept."""
    filing_id, sato = _claimed(desk)
    path = f"/staff/filings/{filing_id}"
    boss = desk.add_staff("boss", "approver", name="部長")
    other = desk.browser("boss")
    other.get(path)
    other.press(f"{path}/reassign", to=str(desk.ids["suzuki"]))
    answer = sato.press(
        f"{path}/marks", mark__bylaws="1", reason__bylaws="unreadable", words__bylaws="裏面も"
    )

    assert (answer.status_code, desk.row(filing_id).owner_id, boss) == (
        409,
        desk.ids["suzuki"],
        desk.ids["boss"],
    )
    for words in ("部長さん", "担当の変更", "管理規約", "不鮮明で読めない", "裏面も"):
        assert words in answer.text


def test_a_double_click_on_return_returns_once(desk):
    filing_id, browser = _claimed(desk)
    path = f"/staff/filings/{filing_id}"
    browser.press(f"{path}/marks", mark__bank="1", reason__bank="account_not_found", then="preview")
    form = browser.form(f"{path}/return")
    for _ in range(3):
        assert browser.post(f"{path}/return", **form).status_code == 303

    assert (len(desk.sent()), len(desk.sent("mail")), len(desk.news())) == (1, 1, 1)


def test_marks_that_are_refused_stay_on_the_page(desk):
    filing_id, browser = _claimed(desk)
    answer = browser.press(
        f"/staff/filings/{filing_id}/marks",
        mark__bylaws="1",
        reason__bylaws="",
        words__bylaws="ここまで書きました",
    )

    assert answer.status_code == 409
    assert "ここまで書きました</textarea>" in answer.text
    assert "理由が選ばれていません" in answer.text


def test_a_resubmission_shows_what_changed_and_what_was_said_before(desk):
    from domain.store import filings

    filing_id, browser = _claimed(desk)
    path = f"/staff/filings/{filing_id}"
    browser.press(f"{path}/marks", mark__account_number="1", reason__account_number="account_not_found")
    browser.press(
        f"{path}/marks", mark__account_number="1", reason__account_number="account_not_found", then="preview"
    )
    browser.press(f"{path}/return")
    with desk.house.db.writing() as tx:
        row = filings.get(tx, filing_id)
        filings.keep_answers(
            tx, filing_id, 2, filings.answers(tx, filing_id, 1) | {"account_number": "7654321"}
        )
        filings.change(tx, filing_id, row.version, desk.clock.ms(), state="submitted", revision=2)
    html = browser.get(path).text

    assert "<del><bdi>1234567</bdi></del>" in html
    assert "<ins><bdi>7654321</bdi></ins>" in html
    assert "1回目の不備：口座を確認できない" in html
    assert html.count(" differs") == 1


def test_who_only_looks_sees_no_account_and_no_button(desk):
    desk.add_staff("viewer", "viewer")
    filing_id = desk.file()
    html = desk.browser("viewer").get(f"/staff/filings/{filing_id}").text

    assert "1234567" not in html
    assert "****567" in html
    assert "/claim" not in html


def test_a_note_stays_in_the_house(desk):
    filing_id, browser = _claimed(desk)
    path = f"/staff/filings/{filing_id}"
    browser.press(f"{path}/notes", words="電話で確認済み。口座1234567")
    assert "電話で確認済み" in browser.html
    browser.press(f"{path}/approve")

    assert all("電話で確認済み" not in str(row.payload) for row in [*desk.sent(), *desk.sent("mail")])


def test_a_rejection_ends_the_filing_and_gives_its_reason(desk):
    filing_id, browser = _claimed(desk)
    answer = browser.press(f"/staff/filings/{filing_id}/reject", reason="not_entitled")
    row = desk.row(filing_id)

    assert (answer.status_code, row.state, row.closed_at is None) == (303, "rejected", False)
    assert desk.news()[-1]["facts"]["act"] == "rejected"
    assert "代表者であることを確認できませんでした" in str(desk.sent()[0].payload)


def test_an_old_telephone_hears_nothing_more(desk):
    """The notice goes to the LINE user who is this person today."""
    from domain.store import people

    filing_id, browser = _claimed(desk)
    with desk.house.db.writing() as tx:
        person = filings_person(tx, filing_id)
        people.end_line_links(tx, 1, person_id=person)
        people.add_line_link(tx, "U-new", person, 1)
    browser.press(f"/staff/filings/{filing_id}/approve")

    assert {row.line_user for row in [*desk.sent(), *desk.sent("menu"), *desk.sent("mail")]} == {"U-new"}


def filings_person(tx, filing_id):
    from domain.store import filings

    return filings.get(tx, filing_id).person_id


def test_an_account_number_is_opened_for_a_reason_that_is_kept(desk):
    filing_id, browser = _claimed(desk)
    browser.press(f"/staff/filings/{filing_id}/approve")
    path = f"/staff/associations/{desk.row(filing_id).association_id}"
    assert "1234567" not in browser.get(path).text
    assert browser.press(f"{path}/account", words=" ").status_code == 409
    answer = browser.press(f"{path}/account", words="払込みの照合のため")

    assert "1234567" in answer.text
    assert "1234567" not in browser.get(path).text
    assert "払込みの照合のため" in browser.html


def test_a_changed_audit_row_is_named(desk):
    from sqlalchemy import update

    from domain.store.tables import audit as rows

    desk.file()
    browser = desk.browser("sato")
    assert "改ざんは見つかりませんでした" in browser.get("/staff/audit?check=1").text
    with desk.house.db.writing() as tx:
        tx.execute(update(rows).where(rows.c.id == 2).values(actor="staff:9"))

    assert "2番の記録" in browser.get("/staff/audit?check=1").text
