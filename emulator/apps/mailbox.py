"""Everyone's inbox: a mail server on loopback, and what arrived as JSON.

A Message-ID is shown once however often it arrives, as a mail client would; how often it came is counted. The mails
are kept with the world, so that a restart loses none.
"""

from __future__ import annotations

import email
import email.policy
import re
import socket
from email.message import EmailMessage
from html import unescape
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask, jsonify, request

from emulator.errors import ControlError
from emulator.settings import Settings
from emulator.world import World

SPACE = "mail"
LARGEST = 30 * 1024 * 1024
LINK = re.compile(r"""https?://[^\s<>"'「」『』()（）、。]+""")
Mail = dict[str, Any]


def register(app: Flask, world: World, settings: Settings) -> None:
    """Add the mail server and `/mailbox/...`. `GET /mailbox/server` tells the port; 0 takes a free one."""
    post = PostOffice(world)
    if settings.smtp_port is not None:
        post.port = settings.smtp_port or free_port(settings.host)
        server = Controller(post, hostname=settings.host, port=post.port, data_size_limit=LARGEST)
        world.on_start(server.start)
        world.on_stop(lambda: server.stop(no_assert=True))

    @app.get("/mailbox/server")
    def server_address() -> Any:
        return {"host": settings.host, "port": post.port}

    @app.get("/mailbox/messages")
    def messages() -> Any:
        return jsonify(inbox(world, request.args.get("to")))

    @app.post("/mailbox/messages/<mail_id>/read")
    def read(mail_id: str) -> Any:
        with world.change():
            mail = world.kv.get(SPACE, mail_id)
            if mail is None:
                raise ControlError(404, "no such mail")
            world.kv.put(SPACE, mail_id, {**mail, "read": True})
        return "", 204

    @app.delete("/mailbox/messages")
    def clear() -> Any:
        with world.change():
            for mail_id, _ in world.kv.items(SPACE):
                world.kv.delete(SPACE, mail_id)
        world.publish({"type": "mail"})
        return "", 204

    @app.post("/mailbox/refuse")
    def refuse() -> Any:
        wanted = request.get_json(silent=True) or {}
        post.refusals = int(wanted.get("times", 1))
        post.answer = str(wanted.get("answer", "451 try again later"))
        return {"times": post.refusals, "answer": post.answer}


def inbox(world: World, address: str | None = None) -> list[Mail]:
    """The mails oldest first; for one address only those it got, with the copies that it got."""
    mails = [shown(mail_id, mail) for mail_id, mail in world.kv.items(SPACE)]
    if address is None:
        return mails
    wanted = address.strip().lower()
    return [
        {**mail, "copies": mail["deliveries"][wanted]} for mail in mails if wanted in mail["deliveries"]
    ]  # fmt: skip


def shown(mail_id: str, mail: Mail) -> Mail:
    """A stored mail as the page gets it."""
    copies = max(mail["deliveries"].values())
    return {**mail, "id": mail_id, "to": list(mail["deliveries"]), "copies": copies}


class PostOffice:
    """Takes mails from the mail server; `refusals` of the next ones are answered with `answer`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.port: int | None = None
        self.refusals = 0
        self.answer = ""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """One mail has come in full; its envelope says who gets it."""
        if self.refusals > 0:
            self.refusals -= 1
            return self.answer
        raw = envelope.original_content or b""
        store(self.world, raw, envelope.mail_from or "", [str(to) for to in envelope.rcpt_tos])
        return "250 OK"


def store(world: World, raw: bytes, sender: str, recipients: list[str]) -> None:
    """Keep a mail for its recipients; the same Message-ID is kept once and counted."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    with world.change():
        known = same(world, str(message["Message-ID"] or "").strip())
        mail_id, mail = known or (None, parsed(message, sender, world))
        deliveries = dict(mail["deliveries"])
        for address in recipients:
            deliveries[address.lower()] = deliveries.get(address.lower(), 0) + 1
        mail = {**mail, "deliveries": deliveries}
        if mail_id is None:
            mail_id = world.kv.append(SPACE, mail)
        else:
            world.kv.put(SPACE, mail_id, mail)
    world.publish({"type": "mail", "id": mail_id, "to": list(deliveries)})


def same(world: World, message_id: str) -> tuple[str, Mail] | None:
    """The mail with this Message-ID that is already there."""
    if not message_id:
        return None
    return next(((key, mail) for key, mail in world.kv.items(SPACE) if mail["messageId"] == message_id), None)


def parsed(message: EmailMessage, sender: str, world: World) -> Mail:
    """What a mail client would show of a mail."""
    text = body(message)
    return {
        "from": str(message["From"] or sender),
        "subject": str(message["Subject"] or ""),
        "text": text,
        "links": LINK.findall(text),
        "messageId": str(message["Message-ID"] or "").strip(),
        "attachments": [part.get_filename() or "file" for part in message.iter_attachments()],
        "at": world.now().isoformat(timespec="seconds"),
        "read": False,
        "deliveries": {},
    }


def body(message: EmailMessage) -> str:
    """The plain text; of a mail that only has HTML, the words without their markup."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    text = str(part.get_content()).replace("\r\n", "\n")
    if part.get_content_type() == "text/html":
        text = unescape(re.sub(r"<[^>]+>", "", re.sub(r"(?i)<br\s*/?>|</p>|</div>", "\n", text)))
    return text.strip("\n")


def free_port(host: str) -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
