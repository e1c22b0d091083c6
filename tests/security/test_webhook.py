"""Whoever is not LINE, and whatever is no event, at the webhook (T01, T03-T06)."""

import base64
import contextlib
import hashlib
import hmac
import http.client
import inspect
import json
import os
import random
import socket
import statistics
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot import line
from bot.app import create_app
from bot.start import Server
from domain.store.tables import line_event, outgoing
from tests.scenario.small import SECRET, A, B, Small

BODIES = 400  # in the whole; a nightly run sets SECURITY_EXAMPLES


def signed(body: bytes, secret: str = SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def rows(small: Small) -> int:
    with small.house.db.reading() as tx:
        return int(tx.execute(select(func.count()).select_from(line_event)).scalar_one())


def forgeries(body: bytes, will: random.Random):
    """(body, signature) that LINE never made, of every kind, without end."""
    right = signed(body)
    while True:
        place = will.randrange(len(body))
        bent = body[:place] + bytes([body[place] ^ 1 << will.randrange(8)]) + body[place + 1 :]
        cut = will.randrange(len(right))
        yield bent, right
        yield body + b" ", right
        yield body, right[:cut]
        yield body, right[:cut] + will.choice("!ABCxyz+/") + right[cut + 1 :] + "A"
        yield body, right.lower() if right != right.lower() else right.upper()
        yield body, signed(body, f"another-channel-secret-{will.randrange(99)}")
        yield body, base64.b64encode(hashlib.sha256(body).digest()).decode()
        yield body, will.choice(["", " ", "あ" * 44, "null", "=" * 44, "\x7f" * 44, "A" * 10_000])
        yield body, hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        yield body, None


def test_a_thousand_forgeries_leave_nothing(small, figure):
    """T01."""
    body = json.dumps({"destination": "U" + "0" * 32, "events": [small.says(A, "利用登録")]}).encode()
    forged, told = forgeries(body, random.Random(1)), []
    for _ in range(1_000):
        sent, signature = next(forged)
        headers = {} if signature is None else {"X-Line-Signature": signature}
        told.append(small.client.post("/line/webhook", data=sent, headers=headers).status_code)
    assert set(told) == {400}
    assert rows(small) == 0
    assert small.line.ledger.delivered == {}
    assert small.webhook([], body) == 200
    figure("T01", forgeries=1_000, refused_with_400=told.count(400), rows=0, sends=0)


def test_a_signature_tells_nothing_by_the_time_it_takes(figure):
    """T03: compared in constant time; a right beginning costs what a wrong one costs."""
    assert "compare_digest" in inspect.getsource(line.signed)
    body = b'{"events":[]}'
    right = signed(body)
    near, far = right[:-2] + ("AA" if right[-2:] != "AA" else "BB"), "A" * len(right)
    spent = {near: [], far: []}
    for n in range(20_000):
        one = near if n % 2 else far
        began = time.perf_counter_ns()
        assert not line.signed(SECRET, body, one)
        spent[one].append(time.perf_counter_ns() - began)
    difference = abs(statistics.median(spent[near]) - statistics.median(spent[far])) / 1000
    assert difference < 20
    figure("T03", requests=20_000, difference_of_medians_us=round(difference, 3))


@pytest.fixture
def server(small):
    """The real web server in front of the house."""
    running = Server(create_app(small.house), small.house, "127.0.0.1", 0)
    running._thread.start()
    yield running._server.effective_port
    running.close()


def megabytes() -> float:
    with open("/proc/self/statm") as told:
        return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def honest(port: int, small: Small, number: int) -> float:
    """Seconds that LINE waits for its 200."""
    event = small.says(B, f"こんにちは {number}")
    body = json.dumps({"events": [event]}).encode()
    began = time.perf_counter()
    peer = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    peer.request("POST", "/line/webhook", body, {"X-Line-Signature": signed(body)})
    assert peer.getresponse().status == 200
    peer.close()
    return time.perf_counter() - began


@pytest.mark.parametrize("size", [1_000_001, 10_000_000, 100_000_000])
@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])
def test_a_body_that_is_too_large_is_refused_and_not_kept(server, small, size, chunked, figure):
    """T04: 413 (or the door is shut in the sender's face), and the memory stays where it was."""
    before, sent, status = megabytes(), 0, 0
    peer = socket.create_connection(("127.0.0.1", server), timeout=10)
    length = b"Transfer-Encoding: chunked" if chunked else b"Content-Length: %d" % size
    peer.sendall(b"POST /line/webhook HTTP/1.1\r\nHost: x\r\nX-Line-Signature: x\r\n" + length + b"\r\n\r\n")
    block = b"x" * 100_000
    with contextlib.suppress(OSError):
        while sent < size:
            peer.sendall(b"186a0\r\n" + block + b"\r\n" if chunked else block[: size - sent])
            sent += len(block)
        if chunked:
            peer.sendall(b"0\r\n\r\n")
    with contextlib.suppress(OSError):
        peer.settimeout(5)
        answer = peer.recv(200)
        status = int(answer.split()[1]) if answer else 0
    peer.close()
    assert status in (413, 400, 0)  # 0: the connection was cut while we were still sending
    assert megabytes() - before < 45
    assert rows(small) == 0
    assert honest(server, small, 1) < 2
    if size == 100_000_000:
        figure("T04", bytes=size, chunked=chunked, status=status or "cut off", memory_grew_mb=round(megabytes() - before, 1))


def test_a_hundred_sockets_that_drip_keep_nobody_waiting(server, small, figure):
    """T04: slow-loris, sized for a test: a hundred connections send a byte a second; LINE's own are answered."""
    dripping = []
    for _ in range(80):  # Waitress holds at most a hundred connections.
        peer = socket.create_connection(("127.0.0.1", server), timeout=5)
        peer.sendall(b"POST /line/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n")
        dripping.append(peer)
    waits = []
    until = time.monotonic() + 4
    while time.monotonic() < until:
        for peer in dripping:
            with contextlib.suppress(OSError):
                peer.sendall(b"x")
        waits += [honest(server, small, len(waits)) for _ in range(10)]
    for peer in dripping:
        peer.close()
    waits.sort()
    assert waits[len(waits) * 99 // 100] < 0.5
    figure("T04", dripping=len(dripping), honest=len(waits), honest_p99_ms=round(waits[len(waits) * 99 // 100] * 1000, 1))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(["message", "postback", "user", "Uabc", "active"]),
    lambda deeper: st.lists(deeper, max_size=4)
    | st.dictionaries(st.sampled_from(["type", "source", "userId", "message", "text", "id", "mode", "timestamp", "replyToken", "postback", "data", "events", "x"]), deeper, max_size=6),
    max_leaves=25,
)
events = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["message", "postback", "follow", "unfollow", "unsend", "join", "accountLink", "house", ""]) | json_values,
        "source": st.just({"type": "user", "userId": A}) | json_values,
        "message": st.fixed_dictionaries({"type": st.sampled_from(["text", "image", "sticker", "file"]) | json_values}, optional={"text": st.text() | json_values, "id": json_values}) | json_values,
        "postback": st.fixed_dictionaries({"data": st.text() | json_values}) | json_values,
        "webhookEventId": st.text(max_size=70) | json_values, "timestamp": st.integers() | json_values, "replyToken": json_values, "mode": st.sampled_from(["active", "standby"]) | json_values,
        "unsend": json_values, "deliveryContext": json_values,
    },
)  # fmt: skip


def test_any_signed_body_is_answered_200_and_breaks_no_turn(tmp_path, figure):
    """T05: bodies that hypothesis makes up, with right signatures, are never a 5xx; what cannot be read is set aside."""
    small, seen = Small(tmp_path), []

    @settings(max_examples=int(os.environ.get("SECURITY_EXAMPLES", BODIES)), deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
    @given(st.one_of(st.lists(events | json_values, max_size=3).map(lambda some: json.dumps({"events": some}).encode()), json_values.map(lambda one: json.dumps(one).encode()), st.binary(max_size=200)))
    def anything(body: bytes) -> None:
        seen.append(small.webhook([], body))
        assert seen[-1] == 200, body

    anything()
    for _ in range(6):  # What LINE has signed and nobody can read is tried thrice, then set aside.
        small.drains()
        small.clock.at += 10_000
    with small.house.db.reading() as tx:
        states = dict(tx.execute(select(line_event.c.state, func.count()).group_by(line_event.c.state)).all())
        broken = set(tx.execute(select(line_event.c.state).where(line_event.c.error.is_not(None))).scalars())
    assert broken <= {"quarantined"}
    assert set(states) <= {"done", "ignored", "quarantined"}
    small.house.db.close()
    figure("T05", bodies=len(seen), answered_200=seen.count(200), set_aside=states.get("quarantined", 0))


@pytest.mark.parametrize("poison", [{"mode": "unheard"}, {"type": 7}, {"source": 7}, {"deliveryContext": None}, {"message": None}, {"replyToken": {"a": []}}], ids=lambda one: next(iter(one)))
def test_one_poisonous_event_of_a_hundred_costs_the_others_nothing(small, poison, figure):
    """T06."""
    people = ["U" + f"{n:032x}" for n in range(99)]
    batch = [small.says(who, "こんにちは") for who in people]
    batch.insert(50, small.says("U" + "f" * 32, "x") | poison)
    assert small.webhook(batch) == 200
    small.drains()
    with small.house.db.reading() as tx:
        done = tx.execute(select(func.count()).where(line_event.c.state == "done", line_event.c.line_user.in_(people))).scalar_one()
        answered = tx.execute(select(func.count(outgoing.c.line_user.distinct())).where(outgoing.c.line_user.in_(people))).scalar_one()
    assert (done, answered) == (99, 99)
    figure("T06", batch=100, done=done, status=200)
