"""運用: what got stuck is begun again or discarded once, by who may, with a reason, and nobody is named."""

import pytest
from sqlalchemy import insert, select

from domain.store import audit as chain
from domain.store import figures, sending, state
from domain.store.tables import audit, line_event, outgoing

PERSON = "U" + "a" * 32
EVENT = {"line_user": PERSON, "occurred_at": 1, "received_at": 1, "state": "quarantined", "attempts": 3}
SEND = {"line_user": PERSON, "channel": "line", "kind": "push", "source": "bot", "payload": {"messages": [{"type": "text", "text": "山田様の口座"}]},
        "retry_key": "old-key", "next_at": 9, "created_at": 1, "attempts": 4, "first_sent_at": 5}  # fmt: skip


@pytest.fixture
def stuck(desk):
    with desk.house.db.writing() as tx:
        for n, (raw, person, error) in enumerate([
            ({"type": "message", "message": {"type": "text", "text": "口座は1234567です"}}, PERSON, "ValueError: 口座は1234567です"),
            ({"type": "unparsed", "text": "hanako@example.jp"}, "", None),
            ({"type": "house", "kind": "page", "facts": {}}, PERSON, "KeyError: 'hanako'"),
        ]):  # fmt: skip
            tx.execute(insert(line_event), EVENT | {"webhook_event_id": f"E{n}", "raw": raw, "line_user": person, "error": error})
        for row in (
            {"state": "failed", "error": f"400: The property, 'to', {PERSON} is invalid"},
            {"state": "unknown", "kind": "reply", "error": "ReadTimeoutError", "reply_token": "gone", "token_until": 1},
            {"state": "expired", "not_after": 3, "error": "not sent before its last moment"},
            {"state": "failed", "kind": "mail", "channel": "mail", "error": "{'hanako@example.jp': (550, b'no such user 090-1234-5678')}"},
            {"state": "failed", "error": "unclear for a day: a person must decide whether to send again"},
            {"state": "accepted"}, {"state": "blocked"}, {"state": "queued"},
        ):  # fmt: skip
            tx.execute(insert(outgoing), SEND | {"error": None} | row)
    return desk


def at_work(desk, login="admin"):
    browser = desk.browser(login)
    assert browser.get("/staff/operations").status_code == 200
    return browser


def event(desk, n):
    with desk.house.db.reading() as tx:
        return tx.execute(select(line_event).where(line_event.c.id == n)).one()


def send(desk, n):
    with desk.house.db.reading() as tx:
        return tx.execute(select(outgoing).where(outgoing.c.id == n)).one()


def acts(desk):
    with desk.house.db.reading() as tx:
        assert chain.broken_at(tx) is None
        return [(row.act, row.subject, row.facts) for row in tx.execute(select(audit).order_by(audit.c.id)) if row.act.startswith(("event", "message"))]


def press(browser, path, rows, reason="障害の復旧"):
    form = browser.form(path.replace("discard", "again"))
    return browser.post(path, **form, row=rows, reason=reason)


def test_causes_are_told_and_nobody_is_named(stuck):
    shown = at_work(stuck).html
    for cause in ("処理の途中で、3回続けて失敗しました", "読み取れませんでした", "LINEが受け取りませんでした", "届いたか分かりません", "送信の期限が過ぎました",
                  "宛先のメールサーバーが受け取りませんでした", "1日のあいだ、届いたか分かりませんでした", "ValueError"):  # fmt: skip
        assert cause in shown, cause
    for secret in (PERSON, "1234567", "hanako", "山田様", "5678"):
        assert secret not in shown.replace("090-1234-5678", "5678"), secret


def test_an_event_is_taken_again_and_its_person_woken(stuck):
    browser = at_work(stuck)
    press(browser, "/staff/operations/events/again", ["1", "3"])
    assert [(event(stuck, n).state, event(stuck, n).attempts, event(stuck, n).next_at) for n in (1, 3)] == [("waiting", 0, 0)] * 2
    assert stuck.engine.woken == [PERSON]
    assert "2件を受け付けました。" in browser.html
    assert acts(stuck) == [("event_taken_again", f"event:{n}", {"reason": "障害の復旧"}) for n in (1, 3)]


def test_an_event_of_nobody_can_only_be_discarded(stuck):
    browser = at_work(stuck)
    press(browser, "/staff/operations/events/again", ["2"])
    assert event(stuck, 2).state == "quarantined"
    assert "0件を受け付けました。残りの1件は" in browser.html
    press(browser, "/staff/operations/events/discard", ["2"])
    assert event(stuck, 2).state == "discarded"


def test_a_message_is_sent_again_as_if_for_the_first_time(stuck):
    browser = at_work(stuck)
    press(browser, "/staff/operations/sends/again", ["1", "2", "3"])
    rows = [send(stuck, n) for n in (1, 2, 3)]
    assert [(row.state, row.kind, row.attempts, row.first_sent_at, row.not_after) for row in rows] == [("queued", "push", 0, None, None)] * 3
    assert len({row.retry_key for row in rows} | {"old-key"}) == 4
    with stuck.house.db.writing() as tx:
        assert 1 in [row["id"] for row in sending.claim(tx, 10, 5, 9)]


def test_a_message_is_discarded(stuck):
    press(at_work(stuck), "/staff/operations/sends/discard", ["4"])
    assert (send(stuck, 4).state, send(stuck, 4).done_at) == ("cancelled", stuck.clock.ms())


@pytest.mark.parametrize("path", ["events/again", "events/discard", "sends/again", "sends/discard"])
def test_a_form_posted_twice_acts_once(stuck, path):
    browser = at_work(stuck)
    form = browser.form(f"/staff/operations/{path.split('/')[0]}/again")
    for _ in range(3):
        assert browser.post(f"/staff/operations/{path}", **form, row="1", reason="理由").status_code == 303
    assert len(acts(stuck)) == 1


def test_a_form_that_comes_late_a_second_time_does_not_send_what_is_stuck_anew(stuck):
    browser = at_work(stuck)
    form = browser.form("/staff/operations/sends/again")
    browser.post("/staff/operations/sends/again", **form, row="1", reason="理由")
    with stuck.house.db.writing() as tx:
        (row,) = sending.claim(tx, 2**53, 60_000, 1)
        sending.settle(tx, row, state="failed", error="400: again")
    browser.post("/staff/operations/sends/again", **form, row="1", reason="理由")
    assert send(stuck, 1).state == "failed"
    assert len(acts(stuck)) == 1


def test_of_two_who_press_the_second_hears_that_it_was_done(stuck):
    one, two = at_work(stuck), at_work(stuck)
    press(one, "/staff/operations/sends/again", ["1"])
    kept = send(stuck, 1)
    press(two, "/staff/operations/sends/discard", ["1"])
    assert "先にほかの人が処理したか" in two.html
    assert send(stuck, 1) == kept
    assert len(acts(stuck)) == 1


def test_what_is_not_stuck_is_never_touched(stuck):
    for n in (6, 7, 8):
        press(at_work(stuck), "/staff/operations/sends/discard", [str(n)])
    assert [send(stuck, n).state for n in (6, 7, 8)] == ["accepted", "blocked", "queued"]


@pytest.mark.parametrize(("rows", "reason", "said"), [
    (["1"], "  ", "理由が書かれていません"), ([], "理由", "1件も選ばれていません"), (["x", "9" * 30], "理由", "1件も選ばれていません"),
    (["1"], "長" * 201, "200"), ([str(n) for n in range(1, 102)], "理由", "1件も選ばれていません"),
])  # fmt: skip
def test_without_a_reason_or_a_choice_nothing_happens(stuck, rows, reason, said):
    answer = press(at_work(stuck), "/staff/operations/sends/again", rows, reason)
    assert answer.status_code == 409
    assert said in answer.text
    assert acts(stuck) == []


def test_a_number_in_the_reason_is_masked_in_the_audit(stuck):
    press(at_work(stuck), "/staff/operations/sends/discard", ["1"], "090-1234-5678に電話した")
    assert "5678" not in str(acts(stuck))


@pytest.mark.parametrize("login", ["sato", "suzuki"])
def test_who_decides_about_filings_does_not_operate(stuck, login):
    assert stuck.browser(login).get("/staff/operations").status_code == 403


def test_the_top_shows_queues_workers_and_quota(stuck):
    with stuck.house.db.writing() as tx:
        state.put(tx, figures.QUOTA, {"limit": 30000, "used": 28000, "at": stuck.clock.ms()})
    shown = at_work(stuck).html
    assert "1個が動いています(最後の合図は2秒前まで)" in shown
    assert "残り2,000通(上限30,000通)" in shown
    assert shown.count('class="alarming"') == 2  # the quota above 90 %, and a message that has waited since 1970


def test_a_copy_that_may_not_send_says_so(stuck):
    with stuck.house.db.writing() as tx:
        state.put(tx, "sending_armed_for", "restored")
    assert "このデータベースは複製です" in at_work(stuck).html
