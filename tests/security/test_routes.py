"""Every route of the application, found in its own map: who may, what a form needs, what every answer carries (T27, T28, T31, T37-T39, T87)."""

import random
import re

import pytest
from sqlalchemy import select

from bot import links
from bot.app import create_app
from bot.console.access import ROUTES
from domain.links import Purpose
from domain.roles import ROLES, may
from domain.store import people
from domain.store.tables import audit, one_time_link
from tests.console.test_access import ARGUMENTS

HEADERS = {
    "Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy", "Cache-Control", "X-Request-Id",
}  # fmt: skip
SIGNED = {"webhook.receive", "pages.ekyc_callback"}  # prove their caller by a signature
BY_LINK = {"pages.by_link"}  # prove their caller by the link
OPEN = {"pages.done", "pages.by_post", "pages.ekyc_return", "pages.static", "console.static"}  # show what everybody may see
MACHINES = {"health.healthz", "health.readyz", "health.metrics"}  # for the operator's own network
MORE = ARGUMENTS | {"token": "x" * 43, "purpose": "form", "filename": "pages.css", "event_id": 1, "outgoing_id": 1, "row_id": 1, "item_id": 1, "kind": "event"}
TRACE = re.compile(r"Traceback|File \"|werkzeug|sqlalchemy|sqlite3|line \d+, in |jinja2|/site-packages/", re.I)


@pytest.fixture
def whole(desk):
    """The whole application on the desk's house."""
    desk.app = create_app(desk.house)
    return desk


def routes(desk):
    """(endpoint, method, path) of every route there is."""
    bound = desk.app.url_map.bind("localhost")
    for rule in desk.app.url_map.iter_rules():
        path = bound.build(rule.endpoint, {name: MORE.get(name, 1) for name in rule.arguments})
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method, path


def test_every_route_is_in_the_matrix(whole, figure):
    """T37: of the desk by its act, of the pages by the link, of machines by a signature; there is no other."""
    found = {endpoint for endpoint, _, _ in routes(whole)}
    others = found - set(ROUTES) - SIGNED - BY_LINK - OPEN
    assert {name for name in others if not name.startswith(("health.", "machines.", "metrics.", "demo"))} == set()
    figure("T37", routes=len(found), of_the_desk=len(set(ROUTES)), by_link=len(BY_LINK), by_signature=len(SIGNED), open_to_all=len(OPEN | others))


def test_every_role_at_every_route(whole, figure):
    """T37: five roles and nobody at every route of the desk; the rest is refused without a link or a signature."""
    asked, wrong = 0, []
    for role in [*sorted(ROLES), ""]:
        login = f"one-{role}" if role else ""
        if role:
            whole.add_staff(login, role)
        browser = whole.browser(login)
        for endpoint, method, path in routes(whole):
            act = ROUTES.get(endpoint)
            if (endpoint in ROUTES and act is None) or endpoint.startswith("demo"):
                continue
            asked += 1
            answer = browser.get(path) if method == "GET" else browser.post(path)
            if endpoint in ROUTES:
                right = (answer.status_code != 403) == may((role,), act) if role else answer.status_code == 303 and "/sign-in" in answer.location
            elif endpoint in SIGNED:
                right = answer.status_code == 400
            elif endpoint in BY_LINK:
                right = answer.status_code == 404
            else:
                right = answer.status_code < 500 or endpoint.startswith(("health.", "machines."))
            if not right:
                wrong.append((role, method, path, answer.status_code))
    assert wrong == []
    figure("T37", roles=len(ROLES) + 1, asked=asked, wrong=len(wrong))


def test_somebody_elses_page_does_not_open(whole, figure):
    """T37: filings, papers and links of others by counting up: a link is for one person, an id for whoever may look."""
    whole.file()
    outsider = whole.app.test_client()
    tried = [f"/p/{n}" for n in range(200)] + [f"/staff/filings/{n}" for n in range(50)] + [f"/staff/documents/{n:032x}" for n in range(50)]
    told = [outsider.get(path).status_code for path in tried]
    assert set(told) <= {303, 404}
    figure("T37", guessed_addresses=len(tried), opened=sum(status == 200 for status in told))


def test_no_form_is_taken_without_its_token(whole, figure):
    """T38: no token, another's token, another site's form: of every POST there is, whoever is signed in."""
    whole.file()
    admin = whole.browser("admin")
    foreign = re.findall(r'name="csrf_token" value="([^"]+)"', whole.app.test_client().get("/staff/sign-in").text)[0]
    refused, posts = 0, [(endpoint, path) for endpoint, method, path in routes(whole) if method == "POST" and endpoint not in SIGNED and not endpoint.startswith("demo")]
    for endpoint, path in posts:
        for data, headers in (({}, {}), ({"csrf_token": foreign}, {}), ({"csrf_token": "x"}, {}), ({"csrf_token": foreign}, {"Sec-Fetch-Site": "cross-site"})):
            status = admin.client.post(path, data=data, headers=headers).status_code
            assert status in (400, 403), (endpoint, status)
            refused += 1
    assert whole.row(1).state == "submitted"
    figure("T38", posts=len(posts), tries=refused, taken=0)


def test_looking_writes_nothing(whole, figure):
    """T38: no GET of the whole map changes a row, but downloads, which are written down on purpose."""
    whole.file()
    browser, looked = whole.browser("admin"), 0

    def rows():
        with whole.house.db.reading() as tx:
            return tx.execute(select(audit.c.id)).all(), whole.row(1), whole.sent(), whole.sent("mail"), tx.execute(select(one_time_link)).all()

    before = rows()
    for _, method, path in routes(whole):
        if method == "GET" and "download" not in path:
            browser.get(path)
            looked += 1
    assert rows() == before
    figure("T38", gets=looked, rows_written=0)


def fuzzed(will, known):
    """Addresses nobody has made: bent, cut, doubled, long, and those that scanners try."""
    tries = ["/.env", "/.git/config", "/admin", "/wp-login.php", "/..%2f..%2fetc/passwd", "/%00", "/%ff%fe", "/" + "a" * 3000, "//evil.example/", "/;/", "/static/../app.py"]
    while True:
        path = will.choice(known)
        place = will.randrange(len(path) + 1)
        yield will.choice(tries)
        yield path[:place] + will.choice(["%00", "..", "%2e%2e/", "'", '"', "<script>", "{{7*7}}", "%0d%0aX: y", "あ", "\\", ";", "?", "#", "%c0%ae"]) + path[place:]
        yield path + "?" + "&".join(f"{will.choice(['scope', 'page', 'q', 'receipt', 'before', 'next', 'way'])}={will.choice(['-1', '9' * 400, '%00', '[]', '{}', 'あ' * 50, '1e999', chr(39)])}" for _ in range(3))
        yield "/".join(will.sample(path.split("/"), len(path.split("/")))) or "/"


def test_any_address_answers_plainly_and_with_every_header(whole, figure):
    """T87: 5,000 addresses, as nobody and as an administrator; no traceback, no 5xx, the whole set of headers."""
    whole.file()
    known = [path for _, method, path in routes(whole) if method == "GET"]
    nobody, admin, told = whole.app.test_client(), whole.browser("admin").client, {}
    addresses = fuzzed(random.Random(87), known)
    for n in range(5_000):
        path = next(addresses)
        client = nobody if n % 2 else admin
        method = ("GET", "POST", "PUT", "DELETE", "OPTIONS")[n % 11 if n % 11 < 5 else 0]
        answer = client.open("/" + path.lstrip("/"), method=method)
        told[answer.status_code] = told.get(answer.status_code, 0) + 1
        assert answer.status_code < 500 or answer.status_code == 503, (method, path)
        assert set(answer.headers.keys()) >= HEADERS, (method, path)
        if answer.mimetype == "text/html":
            assert not TRACE.search(answer.text), (method, path)
    figure("T87", addresses=5_000, tracebacks=0, server_errors=sum(count for status, count in told.items() if status >= 500), answers=dict(sorted(told.items())))


def test_what_breaks_carries_the_headers_and_tells_nothing(whole, monkeypatch):
    """T87: a view that raises."""
    monkeypatch.setattr("bot.pages.house", lambda: 1 / 0)
    monkeypatch.setattr("bot.pages.open_link", lambda token: 1 / 0)
    answer = whole.app.test_client().get("/p/" + "x" * 43)
    assert answer.status_code == 500
    assert set(answer.headers.keys()) >= HEADERS
    assert not TRACE.search(answer.text)


# ---- Links ------------------------------------------------------------------------------------------------

PREVIEWERS = ("facebookexternalhit/1.1;line-poker/1.0", "Mozilla/5.0 (compatible; Googlebot/2.1)", "Slackbot-LinkExpanding 1.0", "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0")


@pytest.fixture
def link(whole):
    """A link of a purpose, for a person who applied from U1."""

    def make(purpose, **facts):
        at = whole.house.clock.ms()
        with whole.house.db.writing() as tx:
            person = people.add(tx, {"family_name": "山田", "given_name": "花子", "applicant_mail": "hanako@example.jp"}, at)
            people.add_line_link(tx, f"U{person}", person, at)
            return links.issue(tx, whole.house, purpose, f"U{person}", at, person_id=person, facts=facts).removeprefix(whole.house.settings.public_url)

    return make


@pytest.mark.parametrize("purpose", [Purpose.SIGN_IN, Purpose.ACCOUNT, Purpose.AUTHENTICATOR, Purpose.EKYC, Purpose.DOWNLOAD, Purpose.PASSWORD_CHANGE], ids=str)
def test_previews_never_spend_a_link(whole, link, purpose, figure):
    """T28: fifty looks by previewers and scanners, GET and HEAD, before the person comes."""
    path, client = link(purpose), whole.app.test_client()
    for n in range(50):
        client.open(path, method="HEAD" if n % 2 else "GET", headers={"User-Agent": PREVIEWERS[n % 4]})
    with whole.house.db.reading() as tx:
        assert tx.execute(select(one_time_link.c.used_at)).scalars().all() == [None]
    assert client.get(path).status_code in (200, 410 if purpose is Purpose.AUTHENTICATOR else 200)
    figure("T28", looks=50, spent=0)


def test_a_stolen_spent_old_or_cut_link_opens_nothing(whole, link, figure):
    """T27."""
    path, client, at = link(Purpose.SIGN_IN), whole.app.test_client(), whole.house.clock.ms()
    token = path.rpartition("/")[2]
    with whole.house.db.reading() as tx:
        stored = str(tx.execute(select(one_time_link)).all())
    assert token not in stored
    assert len(token) >= 43  # 256 bits
    refused = [client.get("/p/" + piece).status_code for piece in (token[:-1], token[1:], token.swapcase(), token + "A", token[:20])]
    with whole.house.db.writing() as tx:
        links.spend(tx, token, at)
    refused.append(client.get(path).status_code)
    old = link(Purpose.SIGN_IN)
    whole.clock.later(minutes=31)
    refused.append(client.get(old).status_code)
    assert refused == [404] * 5 + [410, 410]
    figure("T27", refused=len(refused), opened=0, bits=256)


def test_no_page_hands_its_link_on(whole, link, figure):
    """T31: no page behind a link names another site, no Referer leaves, and no address is cached."""
    pages = 0
    for purpose in Purpose:
        answer = whole.app.test_client().get(link(purpose, fields=[], form="registration", dialog="registration"))
        if answer.status_code >= 500:
            continue  # a link without the facts its page needs
        pages += 1
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//(?!localhost|127\.0\.0\.1)', answer.text), purpose
    assert pages >= 8
    figure("T31", pages=pages, other_sites_named=0)
