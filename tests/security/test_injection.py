"""What strangers type stays text: for the database, the browser, the spreadsheet, the mail, the log and the shell (T32-T36, T95)."""

import csv
import email
import email.policy
import io
import json
import random
import smtplib
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
from sqlalchemy import func, insert, select
from waitress.server import create_server

from bot import csv_file, inbox, line, logs, sender
from bot.locale import t
from bot.messages import Card, Choice, Text
from domain.store import associations
from domain.store.tables import filing, hand_off, metadata, staff

SQL = ["'", '"', "';--", "' OR '1'='1", "1; DROP TABLE filing", "' UNION SELECT password_hash FROM staff--", "%' AND 1=1--", "\\'; SELECT 1;--", "') OR ('1'='1", "0x27", "1e1", "NULL", "\u02bc OR 1=1", "｀'；", "'||(SELECT hex(randomblob(9)))||'"]
QUERIES = [("/staff/", name) for name in ("scope", "kind", "state", "receipt", "page")] + [("/staff/audit", name) for name in ("subject", "actor", "before", "check")] + [
    ("/staff/associations", "number"), ("/staff/associations", "q"), ("/staff/talks", "scope"), ("/staff/sign-in", "next"), ("/done/form", "x"), ("/by-post", "x")]  # fmt: skip


def counts(house):
    with house.db.reading() as tx:
        return {table.name: tx.execute(select(func.count()).select_from(table)).scalar_one() for table in metadata.sorted_tables if table.name != "staff_session"}


def test_two_thousand_statements_in_every_box_change_nothing(desk, figure):
    """T32: in every filter and search of the desk, alone and combined; no error, and no other list than for plain nonsense."""
    for n in range(5):
        desk.file(f"U{n}")
    browser, will, asked, before = desk.browser("sato"), random.Random(32), 0, counts(desk.house)
    nonsense = {path: len(browser.get(path, **{name: "zzzz"}).text) for path, name in QUERIES}
    for _ in range(9):
        for path, name in QUERIES:
            for payload in SQL:
                words = payload + will.choice(["", " --", "/*", "zz"])
                answer = browser.get(path, **{name: words})
                asked += 1
                assert answer.status_code in (200, 303, 404), (path, name, words)
                assert "SELECT" not in answer.text.replace(words, "") or "SQL" not in answer.text
    assert counts(desk.house) == before
    with desk.house.db.reading() as tx:
        assert tx.execute(select(func.count()).select_from(filing)).scalar_one() == 5
        assert tx.execute(select(func.count()).select_from(staff)).scalar_one() == 3
    assert nonsense
    figure("T32", payloads=asked, errors=0, rows_changed=0)


XSS = [
    "<script>canary()</script>", '"><script>canary()</script>', "<img src=x onerror=canary()>", "<svg/onload=canary()>", "';canary();//", "</title><script>canary()</script>", "<iframe srcdoc='<script>parent.canary()</script>'>",
    "javascript:canary()", "<a href=javascript:canary()>x</a>", "<details open ontoggle=canary()>", "<math><mtext></mtext><script>canary()</script></math>", "</bdi><script>canary()</script>", "<!--><script>canary()</script>-->",
    "<input autofocus onfocus=canary()>", "<body onload=canary()>", "{{constructor.constructor('canary()')()}}", "<template><script>canary()</script></template>", "\u003cscript\u003ecanary()\u003c/script\u003e", "<x hx-get=/staff/sign-out hx-trigger=load>", "<form action=//evil.example><button>",
]  # fmt: skip


@pytest.fixture
def shown_everywhere(desk):
    """The desk with one nasty text in every place where the staff see what strangers wrote."""

    def put(nasty, n):
        who, at = f"U{n}", desk.clock.ms()
        desk.file(who, association_name=nasty, city=nasty, street=nasty, rep_family_name=nasty, rep_mail=nasty, bylaws=[{"id": f"{n:032x}", "name": nasty, "size": 1}])
        with desk.house.db.writing() as tx:
            associations.add(tx, f"3{n:05d}", {"association_name": nasty, "prefecture": nasty, "city": nasty}, at)
            tx.execute(insert(hand_off), {"line_user": who, "state": "waiting", "topic": nasty[:60], "requested_at": at, "version": 0})
            for kind, event in (("t", {"type": "text", "text": nasty}), ("f", {"type": "file", "fileName": nasty})):
                inbox.keep(tx, f"{kind}{n}", who, at, {"type": "message", "message": event}, at)
        return [f"/staff/filings/{n + 1}", f"/staff/talks/{n + 1}", f"/staff/associations/{n + 1}"]

    return put


LISTS = ["/staff/?scope=all", "/staff/talks", "/staff/associations", "/staff/audit"]


@pytest.mark.browser
def test_nothing_that_strangers_wrote_runs_in_a_browser(desk, chromium, shown_everywhere, figure):
    """T33: twenty payloads in every place at once, every page opened in a real browser that listens for a canary."""
    pages = LISTS + [path for n, nasty in enumerate(XSS) for path in shown_everywhere(nasty, n)]
    ran, looked = [], 0
    with serving(desk) as (address, cookie):
        context = chromium.new_context()
        context.add_cookies([{"name": "staff", "value": cookie, "url": address}])
        page = context.new_page()
        page.expose_function("canary", lambda: ran.append(page.url))
        page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        for path in pages:
            answer = page.goto(address + path, wait_until="load")
            assert answer is not None
            assert answer.status == 200, path
            looked += 1
        assert ran == []
        context.close()
        page = chromium.new_page()
        page.expose_function("canary", lambda: ran.append("sings"))
        page.set_content("<script>canary()</script>")  # The canary sings where nothing holds it back.
        page.wait_for_timeout(200)
        page.close()
    assert len(ran) == 1
    figure("T33", payloads=len(XSS), pages=looked, executed=len(ran) - 1)


@contextmanager
def serving(desk):
    """The desk behind a real web server; its address and the cookie of somebody who is signed in."""
    cookie = desk.browser("sato").client.get_cookie("staff").value
    server = create_server(desk.app, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}", cookie
    server.close()


TEMPLATES = ["{ $x }", "{$name}", "{{7*7}}", "{% for x in [] %}", "%s %d %(x)s", "{0.__class__}", "{x!r}", "${7*7}", "#{7*7}", "name\n    .attr = 1", "-term = x", '{ "x" }', "{ YEN(7) }", "\u2068x\u2069", "{", "}", "\\u007b"]


def test_templates_in_names_are_echoed_to_the_letter(desk, figure):
    """T34: as a fact of a sentence, as a line of a card, on a page: what was typed comes out, and no isolate with it."""
    echoed = 0
    for nasty in TEMPLATES:
        for key, facts in (("prompts.summary_line", {"label": "x", "value": nasty}), ("prompts.kept", {"word": nasty})):
            said = t(key, **facts)
            assert nasty in said
            assert not set("\u2068\u2069") & set(said.replace(nasty, ""))
            rendered = json.dumps(line.render([Text(said), Card(nasty, said, choices=(Choice(nasty[:20], {"x": nasty}),))]), ensure_ascii=False)
            assert json.dumps(nasty, ensure_ascii=False)[1:-1] in rendered
            echoed += 1
    filing_id = desk.file(association_name="{{7*7}}{ $x }%s{0.__class__}")
    assert "{{7*7}}{ $x }%s{0.__class__}" in desk.browser("sato").get(f"/staff/filings/{filing_id}").text
    figure("T34", texts=echoed, echoed=echoed)


def test_no_cell_begins_like_a_formula(figure):
    """T35: every sign a spreadsheet takes for a formula, half and full width, behind spaces and tabs; and back again."""
    starts = ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "＝", "＋", "－", "＠", "　=", '"=', "'=", "=\"", "\u200b="]
    texts = [start + body for start in starts for body in ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://evil.example")', "山田", '",=1', "x\r\n=1")]
    raw = csv_file.csv_bytes(["見出し"], [[one] for one in texts]).decode("utf-8-sig")
    cells = [row[0] for row in csv.reader(io.StringIO(raw, newline=""))][1:]
    assert len(cells) == len(texts)
    dangerous = [cell for cell in cells if cell.lstrip(" 　").startswith(csv_file.BEGINS_FORMULA)]
    assert dangerous == []
    assert [cell.removeprefix("'") if not one.startswith("'") else cell for cell, one in zip(cells, texts, strict=True)] == texts
    figure("T35", cells=len(cells), formulas=len(dangerous), round_trip="equal")


class Post:
    """An SMTP server that keeps what it is handed."""

    sent: list[bytes] = []

    def __init__(self, *_: object, **__: object) -> None: ...

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None: ...

    def send_message(self, message: email.message.EmailMessage) -> None:
        self.sent.append(message.as_bytes(policy=email.policy.SMTP))


HEADERS = ["\r\nBcc: evil@example.com", "\nBcc: evil@example.com", "\rBcc: evil@example.com", "%0d%0aBcc: evil@example.com", "\u2028Bcc: evil@example.com", "\x85Bcc: evil@example.com", "=?utf-8?q?=0ABcc:_evil@example.com?=", "\x1b[31mred", "\0x", "a" * 2000]


def test_a_name_adds_no_header_to_a_mail(monkeypatch, figure):
    """T36: in the subject, the address and the text."""
    monkeypatch.setattr(smtplib, "SMTP", Post)
    Post.sent.clear()
    refused = 0
    for nasty in HEADERS:
        for payload in ({"to": "a@example.jp", "subject": f"お知らせ {nasty}", "body": nasty}, {"to": f"a@example.jp{nasty}", "subject": "お知らせ", "body": "x"}):
            try:
                sender.post("smtp://127.0.0.1:25", "noreply@example.jp", {"payload": payload, "retry_key": "k"})
            except (ValueError, IndexError, email.errors.MessageError):
                refused += 1
    for raw in Post.sent:
        head = raw.partition(b"\r\n\r\n")[0]
        names = [one.partition(b":")[0].lower() for one in head.split(b"\r\n") if not one.startswith((b" ", b"\t"))]
        assert b"bcc" not in names
        assert len(names) == len(set(names))
    figure("T36", mails=len(Post.sent), refused=refused, headers_added=0)


def test_a_name_adds_no_line_to_the_log(capsys, figure):
    """T36: CR, LF, escape codes and half emoji are one line of JSON."""
    import structlog

    before = structlog.get_config()
    logs.set_up()
    try:
        capsys.readouterr()
        for nasty in HEADERS:
            structlog.get_logger().warning(nasty, name=nasty, nested={"x": nasty})
        told = capsys.readouterr()
    finally:
        structlog.configure(**before)
    written = (told.err + told.out).splitlines()
    lines = [one for one in written if one.strip()]
    assert len([one for one in lines if one.startswith("{")]) == len(HEADERS)
    assert all("\x1b" not in one for one in lines)
    figure("T36", log_events=len(HEADERS), log_lines=len([one for one in lines if one.startswith("{")]))


def test_no_name_reaches_a_shell(desk, tmp_path, monkeypatch, figure):
    """T95: our own processes take their arguments as a list, from a fixed table; a file's name is never among them."""
    seen = []
    real = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *words, **more: (seen.append((words, more)), real(*words, **more))[1])
    from tests.console.test_document import _pdf, _put

    names = ["; touch x", "$(touch x)", "`touch x`", "-rf", "--help", "| cat", "&& true", "a\nb", "../../x", "%00"]
    for name in names:
        kept = _put(desk, _pdf(1), f"{name}.pdf")
        desk.file(f"U{names.index(name)}", bylaws=[kept])
        assert desk.browser("sato").get(f"/staff/documents/{kept['id']}/pages/1.png").status_code == 200
    assert seen
    for words, more in seen:
        assert isinstance(words[0], list)
        assert not more.get("shell")
        assert not any(name in str(words[0]) for name in names)
    assert sys.executable in {str(words[0][0]) for words, _ in seen}
    figure("T95", names=len(names), processes=len(seen), shells=0)
