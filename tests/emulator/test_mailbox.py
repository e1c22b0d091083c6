"""The mailbox: what goes in by SMTP comes out as JSON."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest

from emulator.app import Handle
from emulator.driver import Emulator

TO = "ichiro@example.jp"


class Post:
    """Sends mails to an emulator and reads what arrived."""

    def __init__(self, handle: Handle) -> None:
        self.http = Emulator(handle.url)
        self.port = self.http.get("/mailbox/server")["port"]

    def send(self, mail: EmailMessage) -> dict[str, Any]:
        with smtplib.SMTP("127.0.0.1", self.port, timeout=5) as server:
            return server.send_message(mail)

    def inbox(self, to: str | None = None) -> list[dict[str, Any]]:
        return self.http.get(f"/mailbox/messages?to={to}" if to else "/mailbox/messages")


def a_mail(
    to: str = TO, text: str = "本文です。\n", message_id: str | None = "<one@sumairu>"
) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "すまいる窓口 <noreply@sumairu.example>"
    mail["To"] = to
    mail["Subject"] = "パスワードの登録について（24時間以内）"
    if message_id:
        mail["Message-ID"] = message_id
    mail.set_content(text)
    return mail


@pytest.fixture
def post(started: Callable[..., Handle]) -> Post:
    return Post(started(smtp_port=0))


def test_a_japanese_mail_is_read_as_it_was_written(post: Post) -> None:
    post.send(a_mail(text="次のリンクを押してください。\nhttp://127.0.0.1:8000/p/abc?x=1\n"))

    [mail] = post.inbox()
    assert mail["to"] == [TO]
    assert mail["from"] == "すまいる窓口 <noreply@sumairu.example>"
    assert mail["subject"] == "パスワードの登録について（24時間以内）"
    assert mail["text"] == "次のリンクを押してください。\nhttp://127.0.0.1:8000/p/abc?x=1"
    assert mail["links"] == ["http://127.0.0.1:8000/p/abc?x=1"]
    assert mail["messageId"] == "<one@sumairu>"
    assert (mail["copies"], mail["read"]) == (1, False)


def test_a_mail_bears_the_time_of_the_emulators_clock(post: Post) -> None:
    post.http.travel(now="2026-10-01T00:00:00+00:00")
    post.send(a_mail())

    assert post.inbox()[0]["at"].startswith("2026-10-01T00:00")


def test_the_same_message_id_is_shown_once_and_counted(post: Post) -> None:
    post.send(a_mail())
    post.send(a_mail())

    [mail] = post.inbox()
    assert mail["copies"] == 2


def test_mails_without_message_id_are_never_taken_for_one(post: Post) -> None:
    post.send(a_mail(message_id=None))
    post.send(a_mail(message_id=None))

    assert [mail["copies"] for mail in post.inbox()] == [1, 1]


def test_the_same_mail_to_two_people_is_one_copy_for_each(post: Post) -> None:
    post.send(a_mail())
    post.send(a_mail(to="hanako@example.jp"))

    assert [mail["copies"] for mail in post.inbox("hanako@example.jp")] == [1]
    assert [mail["copies"] for mail in post.inbox("ICHIRO@example.jp")] == [1]
    assert post.inbox("nobody@example.jp") == []


def test_a_mail_of_html_alone_is_shown_as_its_words(post: Post) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.jp", TO, "x"
    mail.set_content("<p>一行目</p><p>二&lt;行目</p>", subtype="html")
    post.send(mail)

    assert post.inbox()[0]["text"] == "一行目\n二<行目"


def test_attachments_are_named(post: Post) -> None:
    mail = a_mail()
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="送付書.pdf")
    post.send(mail)

    assert post.inbox()[0]["attachments"] == ["送付書.pdf"]


def test_reading_a_mail_marks_it_and_emptying_forgets_all(post: Post) -> None:
    post.send(a_mail())
    post.http.post(f"/mailbox/messages/{post.inbox()[0]['id']}/read", {})

    assert post.inbox()[0]["read"] is True
    assert post.http.fetch("DELETE", "/mailbox/messages")[0] == 204
    assert post.inbox() == []


def test_a_refusing_mail_server_refuses_so_often_and_then_takes_the_mail(post: Post) -> None:
    post.http.post("/mailbox/refuse", {"times": 1, "answer": "451 later"})

    with pytest.raises(smtplib.SMTPDataError):
        post.send(a_mail())
    post.send(a_mail())
    assert [mail["copies"] for mail in post.inbox()] == [1]


def test_mails_outlive_a_restart(started: Callable[..., Handle], tmp_path: Any) -> None:
    kept = {"smtp_port": 0, "state_path": str(tmp_path / "world.db")}
    first = started(**kept)
    Post(first).send(a_mail())
    first.stop()
    again = Post(started(**kept))
    again.send(a_mail())

    [mail] = again.inbox()
    assert mail["copies"] == 2
