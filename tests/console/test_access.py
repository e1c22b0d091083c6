"""Every route of the desk x every role; signing in, sessions, forms of other sites."""

import pytest
from sqlalchemy import select, update

from bot.console.access import ROUTES
from domain.roles import ROLES, may
from domain.store.tables import audit, staff, staff_session

ARGUMENTS = {
    "filing_id": 1,
    "hand_off_id": 1,
    "association_id": 1,
    "staff_id": 3,
    "document_id": "0" * 32,
    "number": 1,
    "entry_id": 1,
}


def _routes(desk):
    with desk.app.test_request_context():
        for rule in desk.app.url_map.iter_rules():
            if rule.endpoint in ROUTES:
                path = desk.app.url_map.bind("localhost").build(
                    rule.endpoint, {a: ARGUMENTS[a] for a in rule.arguments}
                )
                yield rule.endpoint, "POST" if "POST" in rule.methods else "GET", path


def test_every_route_of_the_blueprint_is_declared(desk):
    under = {r.endpoint for r in desk.app.url_map.iter_rules() if str(r).startswith("/staff")}

    assert under == set(ROUTES) | {"console.static"}
    assert {e for e, act in ROUTES.items() if act is None} == {
        "console.sign_in",
        "console.sign_in_posted",
        "console.sign_out",
    }


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_opens_what_its_acts_name_and_nothing_else(desk, role):
    desk.add_staff("one", role)
    browser = desk.browser("one")
    wrong = []
    for endpoint, method, path in _routes(desk):
        act = ROUTES[endpoint]
        if act is None:
            continue
        answer = browser.get(path) if method == "GET" else browser.post(path)
        refused = answer.status_code == 403
        if refused == may((role,), act):
            wrong.append((path, method, answer.status_code))
    assert wrong == []


def test_without_a_session_every_route_leads_to_signing_in(desk):
    browser = desk.browser()
    for endpoint, method, path in _routes(desk):
        if ROUTES[endpoint] is not None:
            answer = browser.get(path) if method == "GET" else browser.post(path)
            assert (answer.status_code, answer.location.split("?")[0]) == (303, "/staff/sign-in"), path


def test_a_form_of_another_site_does_nothing(desk):
    """ASVS 3.5.1: without our token a POST is refused, whoever is signed in."""
    desk.file()
    browser = desk.browser("sato")
    for _, method, path in _routes(desk):
        if method == "POST":
            assert browser.client.post(path, data={"version": "0", "key": "k"}).status_code == 400, path
    assert desk.row(1).state == "submitted"


def test_looking_changes_nothing(desk):
    """ASVS 3.5.3: no GET writes (downloads are written down on purpose)."""
    desk.file()
    browser = desk.browser("sato")

    def rows():
        with desk.house.db.reading() as tx:
            return (
                [tx.execute(select(audit.c.id)).all(), tx.execute(select(staff)).all()],
                desk.row(1),
                desk.sent(),
            )

    before = rows()
    for _, method, path in _routes(desk):
        if method == "GET" and "download" not in path:
            browser.get(path)
    assert rows() == before


@pytest.mark.parametrize("wrong", ["login", "password", "code"])
def test_signing_in_never_says_what_was_wrong(desk, wrong):
    """ASVS 6.3.8."""
    browser = desk.browser()
    typed = {"login": "sato", "password": "abcd-efgh-1234", "code": desk.code("sato")} | {wrong: "nobody1"}
    answer = browser.post("/staff/sign-in", **typed)

    assert answer.status_code == 401
    assert "IDかパスワードか認証コードが違います" in answer.text
    assert browser.get("/staff/").status_code == 303


def test_five_wrong_tries_lock_for_half_an_hour_and_the_right_password_does_not_help(desk):
    browser = desk.browser()
    for _ in range(5):
        browser.post("/staff/sign-in", login="sato", password="wrong", code="000000")
    answer = browser.post("/staff/sign-in", login="sato", password="abcd-efgh-1234", code=desk.code("sato"))
    assert answer.status_code == 401
    assert "30分" in answer.text

    desk.clock.later(minutes=31)
    assert (
        browser.post(
            "/staff/sign-in", login="sato", password="abcd-efgh-1234", code=desk.code("sato")
        ).status_code
        == 303
    )


def test_a_code_signs_in_once(desk):
    """RFC 6238 5.2."""
    typed = {"login": "sato", "password": "abcd-efgh-1234", "code": desk.code("sato")}

    assert desk.browser().post("/staff/sign-in", **typed).status_code == 303
    assert desk.browser().post("/staff/sign-in", **typed).status_code == 401


def test_a_session_ends_after_a_quarter_of_an_hour_of_rest(desk):
    browser = desk.browser("sato")
    for _ in range(3):
        desk.clock.later(minutes=14)
        assert browser.get("/staff/").status_code == 200
    desk.clock.later(minutes=15)
    assert browser.get("/staff/").status_code == 303


def test_a_session_ends_after_eight_hours_of_work(desk):
    browser = desk.browser("sato")
    for _ in range(47):
        desk.clock.later(minutes=10)
        assert browser.get("/staff/").status_code == 200
    desk.clock.later(minutes=10)
    assert browser.get("/staff/").status_code == 303


def test_a_page_that_refreshes_itself_keeps_nobody_signed_in(desk):
    browser = desk.browser("sato")
    for _ in range(3):
        desk.clock.later(minutes=6)
        last = browser.client.get("/staff/", headers={"HX-Polling": "1"}).status_code
    assert last == 303


def test_signing_out_kills_the_session_on_the_server(desk):
    browser = desk.browser("sato")
    kept = browser.client.get_cookie("staff").value
    browser.get("/staff/")
    browser.press("/staff/sign-out")
    browser.client.set_cookie("staff", kept)

    assert browser.get("/staff/").status_code == 303


def test_each_sign_in_makes_a_new_token_and_ends_the_old_one(desk):
    browser = desk.browser("sato")
    old = browser.client.get_cookie("staff").value
    desk.clock.later(seconds=60)
    browser.post("/staff/sign-in", login="sato", password="abcd-efgh-1234", code=desk.code("sato"))
    assert browser.client.get_cookie("staff").value != old
    with desk.house.db.reading() as tx:
        assert len([r for r in tx.execute(select(staff_session)) if r.ended_at is None]) == 1


def test_disabling_somebody_ends_their_session_at_the_next_click(desk):
    sato, admin = desk.browser("sato"), desk.browser("admin")
    admin.get("/staff/staff")
    admin.press(f"/staff/staff/{desk.ids['sato']}/disable", disabled="1")

    assert sato.get("/staff/").status_code == 303
    desk.clock.later(seconds=60)
    assert (
        desk.browser()
        .post("/staff/sign-in", login="sato", password="abcd-efgh-1234", code=desk.code("sato"))
        .status_code
        == 401
    )


def test_a_role_taken_away_is_gone_at_the_next_click(desk):
    sato, admin = desk.browser("sato"), desk.browser("admin")
    assert sato.get("/staff/audit").status_code == 200
    admin.get("/staff/staff")
    admin.press(f"/staff/staff/{desk.ids['sato']}/roles", roles="reviewer")

    assert sato.get("/staff/audit").status_code == 403


def test_the_last_admin_stays(desk):
    admin = desk.browser("admin")
    admin.get("/staff/staff")
    answer = admin.press(f"/staff/staff/{desk.ids['admin']}/disable", disabled="1")

    assert answer.status_code == 409
    assert admin.get("/staff/staff").status_code == 200


def test_a_new_colleague_signs_in_with_what_is_shown_once(desk):
    import re

    admin = desk.browser("admin")
    admin.get("/staff/staff")
    answer = admin.press("/staff/staff", login="tanaka", name="田中", roles="viewer")
    password, secret = (re.findall(r'class="secret">([^<]+)<', answer.text))[1:3]
    desk.secrets["tanaka"] = secret
    browser = desk.browser()

    assert (
        browser.post(
            "/staff/sign-in", login="tanaka", password=password, code=desk.code("tanaka")
        ).status_code
        == 303
    )
    assert password not in admin.get("/staff/staff").text
    with desk.house.db.reading() as tx:
        assert password not in str(tx.execute(select(staff)).all())


@pytest.mark.parametrize(
    "path", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/p/x"]
)
def test_signing_in_leads_nowhere_else(desk, path):
    desk.clock.later(seconds=60)
    answer = desk.browser().post(
        "/staff/sign-in", login="sato", password="abcd-efgh-1234", code=desk.code("sato"), next=path
    )
    assert answer.location == "/staff/"


def test_the_cookie_is_bound_to_https_and_this_host_where_there_is_https(desk):
    """ASVS 3.3.1-3.3.4."""
    import dataclasses

    desk.house.settings = dataclasses.replace(desk.house.settings, public_url="https://sumairu.example")
    page = desk.app.test_client()
    token = (
        page.get("/staff/sign-in", base_url="https://sumairu.example")
        .text.split('csrf_token" value="')[1]
        .split('"')[0]
    )
    answer = page.post("/staff/sign-in", base_url="https://sumairu.example", data={
        "login": "sato", "password": "abcd-efgh-1234", "code": desk.code("sato"), "csrf_token": token})  # fmt: skip
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("__Host-staff="))

    assert all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert "Domain" not in cookie


def test_a_stored_token_is_a_hash(desk):
    browser = desk.browser("sato")
    with desk.house.db.reading() as tx:
        assert browser.client.get_cookie("staff").value not in str(tx.execute(select(staff_session)).all())


def test_a_staff_form_from_a_stale_page_names_the_other(desk):
    one, two = desk.browser("admin"), desk.browser("admin")
    one.get("/staff/staff")
    two.get("/staff/staff")
    two.press(f"/staff/staff/{desk.ids['sato']}/roles", roles="viewer")
    answer = one.press(f"/staff/staff/{desk.ids['sato']}/roles", roles="reviewer")

    assert answer.status_code == 409
    assert "管理 太郎さん" in answer.text


def test_a_locked_database_row_does_not_wake_a_dead_session(desk):
    """A session that was ended stays ended, even if its page was open."""
    browser = desk.browser("sato")
    with desk.house.db.writing() as tx:
        tx.execute(update(staff_session).values(ended_at=1))
    desk.clock.later(minutes=1)

    assert browser.get("/staff/").status_code == 303
