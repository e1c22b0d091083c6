"""What arrives at the webhook, good and bad: a plain status, nothing lost, nothing taken for what it is not (T01, T04-T08, T11)."""

import io
import json
import random

import pytest
from sqlalchemy import select

from domain.store.tables import line_event, outgoing, talk
from tests.scenario.small import A, B, Small


@pytest.fixture
def small(tmp_path):
    return Small(tmp_path)


def states(small, *more):
    """(state, …) of every row, oldest first."""
    columns = [getattr(line_event.c, name) for name in ("state", *more)]
    with small.house.db.reading() as tx:
        rows = [tuple(row) for row in tx.execute(select(*columns).order_by(line_event.c.id))]
    return [row[0] for row in rows] if not more else rows


def raw_post(small, body, **headers):
    return small.client.post("/line/webhook", data=body, headers=headers).status_code


def messages_to(small, who):
    small.drains()
    with small.house.db.reading() as tx:
        return list(tx.execute(select(outgoing.c.payload).where(outgoing.c.line_user == who)).scalars())


# ---- Signatures -------------------------------------------------------------------------------------------


def test_a_wrong_signature_is_400_and_leaves_no_row(small):
    body = json.dumps({"events": [small.says(A, "x")]}).encode()
    wrong = [
        "",
        "x",
        "A" * 44,
        "あ" * 44,
        "\udcff".encode("utf-8", "surrogateescape").decode("latin-1"),
        "bad\x00",
        "=" * 10_000,
    ]
    for signature in wrong:
        assert small.webhook([], body, signature) == 400, signature
    assert raw_post(small, body) == 400  # no header at all
    assert states(small) == []


def test_a_signature_of_other_bytes_counts_for_nothing(small):
    import base64
    import hashlib
    import hmac

    from tests.scenario.small import SECRET

    body = json.dumps({"events": [small.says(A, "x")]}).encode()
    right = base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()
    will = random.Random(1)
    for _ in range(200):
        place, bit = will.randrange(len(body)), 1 << will.randrange(8)
        bent = body[:place] + bytes([body[place] ^ bit]) + body[place + 1 :]
        assert small.webhook([], bent, right) == 400
    for bent_signature in (right.lower(), right[:-1], right + "=", right.replace("=", ""), " " + right[1:]):
        assert small.webhook([], body, bent_signature) == 400
    assert states(small) == []
    assert small.webhook([], body, right) == 200
    assert states(small) == ["waiting"]


# ---- Sizes ------------------------------------------------------------------------------------------------


def test_more_than_a_megabyte_is_413_and_leaves_no_row(small):
    for body in (b"x" * 1_000_001, json.dumps({"events": [small.says(A, "x" * 1_100_000)]}).encode()):
        assert small.webhook([], body) == 413
    assert states(small) == []


class Endless(io.BytesIO):
    """A body that never ends, and says how much of it was taken."""

    taken = 0

    def read(self, most=-1):
        assert most > 0, "it asks for everything"
        self.taken += most
        return b"x" * most

    def readinto(self, room):
        room[:] = self.read(len(room))
        return len(room)


def test_a_body_without_a_length_is_refused_before_it_is_read_to_the_end(small):
    """Waitress counts such a body itself (413); a server that does not gives us its beginning, whose signature is wrong."""
    endless = Endless()
    environ = {
        "wsgi.input": endless,
        "wsgi.input_terminated": True,
        "CONTENT_LENGTH": "",
        "HTTP_TRANSFER_ENCODING": "chunked",
    }
    answer = small.client.post("/line/webhook", environ_overrides=environ)
    assert answer.status_code in (400, 413)
    assert endless.taken < 3_000_000
    assert states(small) == []


def test_just_under_a_megabyte_is_taken(small):
    filler = "あ" * 300_000
    body = json.dumps({"events": [small.says(A, filler)]}, ensure_ascii=False).encode()
    assert len(body) < 1_000_000
    assert small.webhook([], body) == 200
    assert states(small) == ["waiting"]


# ---- Shapes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body", [b"{}", b'{"events":[]}', b'{"destination":"U0","events":[]}', b'{"events":null}']
)
def test_the_console_s_verify_button_gets_200_and_leaves_no_row(body, small):
    """「検証」 sends an empty list (T07)."""
    assert small.webhook([], body) == 200
    assert states(small) == []


DEEP = [b'{"events":' + b"[" * n + b"]" * n + b"}" for n in (100, 900, 960, 980, 990, 2_000, 100_000)]
DEEP += [
    b'{"events":[{"type":"message","x":' + b'{"a":' * n + b"1" + b"}" * n + b"}]}"
    for n in (100, 850, 900, 930, 950, 970, 985, 5_000)
]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"null", b"1", b'"x"', b"{", b"\xff\xfe", b'{"events":{}}', b'{"events":"x"}', b'{"events":7}', b'{"events":[null]}', b'{"events":[[]]}',
        b'{"events":[1,"x",null,true,[]]}', b'{"events":[{}]}', b'{"events":[{"type":null}]}', b'{"events":[{"type":["message"]}]}', b'{"events":[NaN]}',
        b'{"events":[{"type":"message","source":null}]}', b'{"events":[{"type":"message","source":"U"}]}', b'{"events":[{"type":"message","source":{"type":"user","userId":{}}}]}',
        b'{"events":[{"type":"message","source":{"type":"user","userId":"\\ud83d"}}]}', b'{"events":[{"type":"message","source":{"type":"user","userId":"U\\u0000"}}]}',
        b'{"events":[{"\\ud83d":"\\ud83d","type":"\\ud83d"}]}', b'{"events":[{"type":"message","timestamp":' + b"9" * 5_000 + b"}]}",
        *DEEP,
    ],
)  # fmt: skip
def test_a_body_of_no_sense_is_200_once_kept_aside_and_nobody_is_written_to(body, small):
    """Anything but 200 would be sent again and again. Once kept it is not kept twice."""
    assert small.webhook([], body) == 200
    kept = states(small)
    assert set(kept) <= {"quarantined", "ignored"}, kept
    assert small.webhook([], body) == 200
    assert states(small) == kept
    small.drains()
    assert small.line.ledger.delivered == {}


def test_whatever_the_depth_of_a_body_the_answer_is_200(small):
    """Somewhere near a thousand levels it can be read and not be written: each level there is tried."""
    for depth in range(940, 1000):
        body = (
            b'{"events":[{"type":"message","source":{"type":"user","userId":"U1"},"x":'
            + b'{"a":' * depth
            + b"1"
            + b"}" * depth
            + b"}]}"
        )
        assert small.webhook([], body) == 200, depth


def whole(small, who, text="こんにちは"):
    return json.dumps(small.says(who, text), ensure_ascii=False)


@pytest.mark.parametrize(
    "broken",
    [
        "null", "7", '"x"', "[]", "{}", '{"type":"message"}', '{"type":"message","source":{"type":"user"}}', '{"type":"future","source":{"type":"user","userId":"' + B + '"},"webhookEventId":"F1","timestamp":1}',
        '{"type":"message","message":"x","source":{"type":"user","userId":"' + B + '"},"webhookEventId":"F2","timestamp":2,"replyToken":"t"}',
        '{"type":"message","message":{"type":"text","text":{"a":1}},"source":{"type":"user","userId":"' + B + '"},"webhookEventId":"F3","timestamp":"soon","replyToken":"t"}',
        '{"type":"postback","postback":{"data":["x"]},"source":{"type":"user","userId":"' + B + '"},"webhookEventId":"F4","timestamp":null,"replyToken":{"a":1}}',
        '{"type":"message","message":{"type":"text","text":"x"},"mode":"unheard-of","source":{"type":"user","userId":"' + B + '"},"webhookEventId":"F5"}',
        '{"type":"message","n":' + "9" * 5_000 + ',"source":{"type":"user","userId":"' + B + '"}}',
        '{"type":"message","n":NaN,"m":-Infinity,"source":{"type":"user","userId":"' + B + '"},"webhookEventId":"F6"}',
        '{"type":"message","message":{"type":"text","text":"\\ud83d\\u0000"},"source":{"type":"user","userId":"' + B + '"},"webhookEventId":"F7","timestamp":3,"replyToken":"t"}',
        '{"type":"message","type":"message","source":{"type":"user","userId":"' + B + '"},"source":7}',
    ],
)  # fmt: skip
def test_one_broken_event_of_a_batch_costs_the_others_nothing(broken, small):
    """T06: the rest is done, the broken one is kept aside or ignored, nobody is written to twice."""
    events = [whole(small, A), broken, whole(small, A, "メニュー")]
    assert small.webhook([], ('{"events":[' + ",".join(events) + "]}").encode()) == 200
    small.drains()
    small.drains()
    with small.house.db.reading() as tx:
        rows = tx.execute(select(line_event.c.line_user, line_event.c.state).order_by(line_event.c.id)).all()
    assert [row.state for row in rows if row.line_user == A] == ["done", "done"]
    assert len(rows) == 3
    assert {row.state for row in rows if row.line_user != A} <= {"done", "ignored", "quarantined"}
    assert len(messages_to(small, A)) == 2


@pytest.mark.parametrize("event_id", ["", "\ud83d", "E\0", "x" * 65, "番号", None, 7])
def test_an_event_whose_id_is_none_is_taken_once_all_the_same(event_id, small):
    """Its whole content is its name then."""
    event = small.says(A, "こんにちは") | {"webhookEventId": event_id}
    body = json.dumps({"events": [event]}).encode()
    assert [small.webhook([], body), small.webhook([], body)] == [200, 200]
    assert len(messages_to(small, A)) == 1


# ---- Who and what -----------------------------------------------------------------------------------------

KINDS = ("unsend", "join", "leave", "memberJoined", "memberLeft", "beacon", "accountLink", "things", "module", "activated", "deactivated", "botSuspended", "botResumed",
         "membership", "videoPlayComplete", "delivery", "tomorrow's invention")  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_that_asks_nothing_is_recorded_and_answered_by_nothing(kind, small):
    """T11."""
    small.webhook([small.says(A, "こんにちは")])
    before = len(messages_to(small, A))
    stand = (small.talk(A).dialog, small.talk(A).state)
    assert small.webhook([small.event(A, kind)]) == 200
    assert len(messages_to(small, A)) == before
    assert (small.talk(A).dialog, small.talk(A).state) == stand
    assert states(small)[-1] in ("done", "ignored")


@pytest.mark.parametrize(
    "source",
    [
        {"type": "group", "groupId": "G1", "userId": A},
        {"type": "room", "roomId": "R1", "userId": A},
        {"type": "group", "groupId": "G1"},
    ],
)
def test_what_is_said_in_a_group_is_recorded_and_never_answered(source, small):
    """A chairperson's talk must not be moved by what is said before others."""
    event = small.says(A, "担当者") | {"source": source}
    assert small.webhook([event]) == 200
    assert states(small) == ["ignored"]
    assert messages_to(small, A) == []


def test_in_standby_nothing_is_heard(small):
    """Another channel has the talk."""
    assert small.webhook([small.says(A, "担当者") | {"mode": "standby"}]) == 200
    assert states(small) == ["ignored"]
    assert messages_to(small, A) == []


def test_the_console_s_dummy_events_create_nobody(small):
    """T07: reply tokens of zeros and of f, users that do not exist."""
    for sign in "0f":
        event = small.event(
            "Udeadbeefdeadbeefdeadbeefdeadbeef",
            message={"type": "text", "id": "1", "text": "Hello"},
            replyToken=sign * 32,
        )
        assert (
            small.webhook(
                [event | {"source": {"type": "user", "userId": "Udeadbeefdeadbeefdeadbeefdeadbeef"}}]
            )
            == 200
        )
    small.drains()
    small.sends()  # A dead token becomes a push, which LINE refuses for a stranger; nothing hangs.
    with small.house.db.reading() as tx:
        assert set(tx.execute(select(outgoing.c.state)).scalars()) <= {"accepted", "failed"}


# ---- Once -------------------------------------------------------------------------------------------------


def test_an_event_sent_five_times_is_taken_once(small):
    """T57, in one batch and in five."""
    event = small.says(A, "こんにちは")
    assert small.webhook([event] * 3) == 200
    for _ in range(2):
        assert small.webhook([event | {"deliveryContext": {"isRedelivery": True}}]) == 200
    assert len(messages_to(small, A)) == 1
    assert states(small) == ["done"]


def test_the_same_event_on_eight_threads_is_one_row(small):
    from concurrent.futures import ThreadPoolExecutor

    from tests.scenario.small import the_app

    event = small.says(A, "こんにちは")
    body = json.dumps({"events": [event]}).encode()
    import base64
    import hashlib
    import hmac

    from tests.scenario.small import SECRET

    signature = base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()

    def send(_):
        return (
            the_app(small.house)
            .test_client()
            .post("/line/webhook", data=body, headers={"X-Line-Signature": signature})
            .status_code
        )

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(send, range(40))) == {200}
    assert states(small) == ["waiting"]


def test_events_of_a_person_are_taken_in_the_order_they_happened_in(small):
    """T58: what arrives together is sorted by its own time."""
    small.webhook([small.event(A, "follow")])
    small.drains()
    first, second, third = (
        small.says(A, "利用登録"),
        small.says(A, "はい、代表者本人です"),
        small.says(A, "同意する"),
    )
    assert small.webhook([third, first, second]) == 200
    small.drains()
    assert (small.talk(A).dialog, small.talk(A).state) == ("registration", "entering_applicant")


def test_five_hundred_random_bodies_break_nothing(small):
    """T05, a daily sample: bent, cut and mixed bodies are answered 200 and never wake an exception."""
    will = random.Random(5)
    whole_body = json.dumps(
        {"destination": "U", "events": [small.says(A, "😀あ"), small.event(B, "follow")]}
    ).encode()
    for _ in range(500):
        body = bytearray(whole_body)
        for _ in range(will.randint(1, 6)):
            at = will.randrange(len(body))
            if will.random() < 0.5:
                body[at] = will.randrange(256)
            else:
                del body[at : at + will.randint(1, 30)]
        assert small.webhook([], bytes(body)) == 200
    small.drains()
    with small.house.db.reading() as tx:
        assert set(tx.execute(select(line_event.c.state)).scalars()) <= {"done", "ignored", "quarantined"}
        assert tx.execute(select(talk.c.line_user)).scalars().all() is not None
