"""The whole 不備 flow in a real browser, without a mouse (T91), and without scripts."""

import threading

import pytest
from werkzeug.serving import make_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def address(desk):
    server = make_server("127.0.0.1", 0, desk.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(request, chromium):
    opened = chromium.new_page(viewport={"width": 1280, "height": 900}, locale="ja-JP", java_script_enabled=request.param)
    yield opened
    opened.close()


def _tab_to(page, called: str, most: int = 260) -> None:
    """Press Tab until what has the focus has this name or these words."""
    wanted = page.locator(f":is(button, summary, a):focus:has-text('{called}'), [name='{called}']:focus")
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.count():
            return
    raise AssertionError(f"no way by keyboard to {called}")


def test_a_filing_is_returned_without_a_mouse(desk, address, page):
    filing_id = desk.file()
    page.goto(f"{address}/staff/")
    for typed in ("sato", "abcd-efgh-1234", desk.code("sato")):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/staff/")
    page.goto(f"{address}/staff/filings/{filing_id}")
    _tab_to(page, "担当する")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    _tab_to(page, "mark.bank")
    page.keyboard.press("Space")
    _tab_to(page, "reason.bank")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "words.bank")
    page.keyboard.type("通帳の表紙をご覧ください")
    _tab_to(page, "差戻しの内容を確認する")
    page.keyboard.press("Enter")
    page.wait_for_url("**/preview*")
    _tab_to(page, "この内容で差し戻す")
    page.keyboard.press("Enter")
    page.wait_for_url("**done=returned")

    assert desk.row(filing_id).state == "returned"
    assert len(desk.sent()) == 1


@pytest.mark.parametrize("width", [320, 640])
def test_no_page_is_wider_than_a_small_window(desk, address, page, width):
    """320 px, and 640 px as 200 % zoom of 1280: lists scroll within themselves, the page does not."""
    filing_id = desk.file(association_name="とても長い名前のマンション" * 8)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/staff/")
    for name, typed in (("login", "sato"), ("password", "abcd-efgh-1234"), ("code", desk.code("sato"))):
        page.fill(f"#{name}", typed)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/staff/")
    for path in (
        "/staff/?scope=all",
        f"/staff/filings/{filing_id}",
        "/staff/talks",
        "/staff/associations",
        "/staff/audit",
    ):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
