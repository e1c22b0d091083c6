"""axe-core on every page of the desk and behind every link, wide, at 320 pixels and at 200 % (T91)."""

import threading
from contextlib import contextmanager

import pytest
from waitress.server import create_server

from bot import links
from bot.app import create_app
from domain.links import Purpose
from domain.store import people
from tests.security.test_routes import routes

WIDTHS = {"wide": 1280, "a telephone": 390, "320 pixels": 320, "200 %": 640}
BAD = {"serious", "critical"}

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def whole(desk):
    """The whole application with something on every page."""
    desk.app = create_app(desk.house)
    filing_id = desk.file()
    browser = desk.browser("admin")
    desk.add_staff("both", "reviewer", "approver", "viewer", "sender")
    assert filing_id == 1
    assert browser
    return desk


@contextmanager
def served(desk):
    """The application behind a real web server; its address."""
    server = create_server(desk.app, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def looked_at(chromium, address, cookie, paths):
    """(what is wrong, pages, looks): serious and critical findings of axe, and pages wider than their window."""
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(bypass_csp=True, locale="ja-JP")  # axe is put into the page: no page of ours would let it in
    if cookie:
        context.add_cookies([{"name": "staff", "value": cookie, "url": address}])
    page, wrong, pages, looks = context.new_page(), [], 0, 0
    for path in paths:
        answer = page.goto(address + path)
        if answer is None or "text/html" not in answer.headers.get("content-type", "") or answer.status >= 500:
            continue
        pages += 1
        for name, width in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append((path, name, "scrolls sideways"))
            if name in ("wide", "320 pixels"):
                looks += 1
                for found in Axe().run(page).response["violations"]:
                    if found["impact"] in BAD:
                        wrong.append((path, name, found["id"], [one["html"][:120] for one in found["nodes"][:2]]))
    context.close()
    return wrong, pages, looks


def test_every_page_of_the_desk(whole, chromium, figure):
    cookie = whole.browser("both").client.get_cookie("staff").value
    admin = whole.browser("admin").client.get_cookie("staff").value
    paths = [path for endpoint, method, path in routes(whole) if method == "GET" and endpoint.startswith("console.") and not any(word in path for word in ("static", "download", ".png", "example"))]
    with served(whole) as address:
        wrong, pages, looks = looked_at(chromium, address, cookie, ["/staff/?scope=all", *paths])
        more = looked_at(chromium, address, admin, paths)
        signing = looked_at(chromium, address, "", ["/staff/sign-in"])
    assert [*wrong, *more[0], *signing[0]] == []
    assert pages >= 8
    figure("T91", pages_of_the_desk=pages + more[1] + 1, runs_of_axe=looks + more[2] + 2, serious_or_critical=0, widths=list(WIDTHS))


def test_every_page_behind_a_link(whole, chromium, figure):
    at, paths = whole.house.clock.ms(), ["/by-post", "/done/form", "/p/nothing", "/nowhere"]
    for purpose in Purpose:
        with whole.house.db.writing() as tx:
            person = people.add(tx, {"family_name": "山田", "given_name": "花子", "applicant_mail": "hanako@example.jp"}, at)
            people.add_line_link(tx, f"Ua{person}", person, at)
            facts = {"fields": ["association_name", "postal_code", "prefecture", "bank", "branch", "account_type", "bylaws"], "dialog": "registration", "form": "registration"}
            paths.append(links.issue(tx, whole.house, purpose, f"Ua{person}", at, person_id=person, facts=facts).removeprefix(whole.house.settings.public_url))
    with served(whole) as address:
        wrong, pages, looks = looked_at(chromium, address, "", paths)
    assert wrong == []
    assert pages >= 10
    figure("T91", pages_behind_links=pages, runs_of_axe=looks, serious_or_critical=0)
