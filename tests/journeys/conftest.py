"""A real browser against a real server.

    def test_a_resident_books(page, axe):
        page.goto("/events/")            # addresses are of the test's own server
        follow(page.get_by_role("link", name="Book a place"))  # a click alone does not wait for the page it leads to
        axe(page)                        # no accessibility fault, by WCAG 2.2 AA

`page` is a desktop window, `small_page` a 320-pixel one, `plain_page` has no JavaScript; `new_page(width=..., ...)`
opens any other. Every page fails its test if it asks another host for anything, if a script goes wrong, or if the
Content-Security-Policy stops something.
"""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from tests.journeys.chromium import FLAGS, find_chromium

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS = ROOT / ".screenshots"
PATIENCE = 10_000  # milliseconds, for what is done and what is expected: machines that test are busy
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_collection_modifyitems(items):
    """Mark every journey, and run them last: Playwright leaves an event loop running in the thread that started it."""
    journeys = [item for item in items if Path(item.path).is_relative_to(Path(__file__).parent)]
    for item in journeys:
        item.add_marker(pytest.mark.browser)
    items[:] = [item for item in items if item not in set(journeys)] + journeys


@pytest.fixture(scope="session")
def browser():
    program = find_chromium()
    if program is None:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up("Chromium was not found (Debian and Ubuntu: apt-get install chromium; CHROMIUM names one elsewhere).")
    # Django takes Playwright's event loop for a sign of asynchronous code, where a query would be a mistake.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser, live_server, request, indexed):
    """Open a window: `new_page(width=320, javascript=False, color_scheme="dark")`."""
    contexts, pages = [], []

    def open_page(*, width=1280, height=900, javascript=True, **options):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id="Europe/London",
            **options,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.faults = listen_for_faults(page, live_server.url)
        pages.append(page)
        return page

    yield open_page

    failed = getattr(request.node, "failed", False)
    if failed:
        take_pictures(pages, request.node.name)
    for context in contexts:
        context.close()
    faults = [fault for page in pages for fault in page.faults]
    assert failed or not faults, "\n".join(faults)


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture
def small_page(new_page):
    """The smallest telephone: nothing may need sideways scrolling."""
    return new_page(width=320, height=640)


@pytest.fixture
def plain_page(new_page):
    """A browser without JavaScript."""
    return new_page(javascript=False)


@pytest.fixture
def sign_in(live_server):
    """Put a user's session into a window, past the sign-in page, which has tests of its own: `sign_in(page, user)`."""

    def enter(page, user):
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return page

    return enter


@pytest.fixture
def axe():
    """Assert that axe finds no accessibility fault in a page: `axe(page)`."""
    if not AXE.exists():
        pytest.fail("axe-core is not installed: run `make setup`.")
    return assert_no_axe_faults


@pytest.fixture
def no_sideways_scroll():
    """Assert that a page is no wider than its window: `no_sideways_scroll(page)`."""

    def check(page):
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} pixels wider than its window"

    return check


def follow(control):
    """Click a link or a button, and wait until the page that it leads to is there: Playwright's click does not."""
    with control.page.expect_navigation():
        control.click()


# Wagtail's messages fade in: half-way their colours are too pale. What never ends is not waited for.
STANDS_STILL = """Promise.race([
    Promise.allSettled(document.getAnimations().map(each => each.finished)),
    new Promise(done => setTimeout(done, 2000)),
])"""


def assert_no_axe_faults(page):
    page.evaluate(f"{STANDS_STILL}.then(() => null)")
    # Evaluated by the debugger, not put into the page as a script, so that the page's own policy stays in force.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    answer = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", WCAG_22_AA)
    faults = [
        f"{fault['id']}: {fault['help']}\n    " + "\n    ".join(node["html"] for node in fault["nodes"])
        for fault in answer["violations"]
    ]
    assert not faults, f"{page.url}\n" + "\n".join(faults)


def listen_for_faults(page, own_address):
    faults = []

    def on_request(request):
        if not request.url.startswith((own_address, "data:", "blob:", "about:")):
            faults.append(f"{page.url} asked another host: {request.url}")

    def on_console(message):
        if "Content Security Policy" in message.text:
            faults.append(f"{page.url} broke its policy: {message.text}")

    page.on("request", on_request)
    page.on("console", on_console)
    page.on("pageerror", lambda error: faults.append(f"{page.url} had a script error: {error}"))
    return faults


def take_pictures(pages, name):
    SCREENSHOTS.mkdir(exist_ok=True)
    for number, page in enumerate(pages, start=1):
        if not page.is_closed():
            page.screenshot(path=SCREENSHOTS / f"{re.sub(r'[^A-Za-z0-9]+', '-', name)}-{number}.png", full_page=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Let a fixture know, on the way down, that its test failed."""
    report = yield
    if report.failed:
        item.failed = True
    return report
