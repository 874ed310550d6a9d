"""A reader of the public page in a real Chromium: one press begins notices, one shows what is new, one ends them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect
from tests.browser.test_calls import deliver, told_here
from tests.people.pushed import Browser
from tests.servers.sink import running_sink

pytestmark = [pytest.mark.browser, pytest.mark.real_server]
PLACE, HOME = "[data-notices]", "/public/hanbit/"
OPEN = """
from hanjari.public import actions; from hanjari.people.models import Member
actions.open_page(by=Member.objects.get(name="유나")); actions.draw_stale()
"""
STATE = """
from hanjari.issues.models import Statement, Version; from hanjari.people.models import Organisation
from hanjari.kit.clock import now; from hanjari.public.actions.following import let_followers_be_told
from hanjari.public.actions import let_be_drawn
desk = Organisation.objects.get(slug="hanbit")
row = Statement.objects.create(organisation=desk, form="update", state="published", published_at=now())
Version.objects.create(statement=row, number=1, title="필터를 바꿔 드립니다", text="내용")
let_be_drawn(desk); let_followers_be_told(desk.pk, "statement", row.pk)
"""
FOLLOWING = "from hanjari.public.models import Browser; print(Browser.objects.count())"
KEPT = """told => { PushManager.prototype.subscribe = async () => { window.made = { endpoint: told.endpoint,
    unsubscribe: async () => { window.made = null; return true },
    toJSON: () => ({ endpoint: told.endpoint, keys: { p256dh: told.p256dh, auth: told.auth } }) }; return window.made };
    PushManager.prototype.getSubscription = async () => window.made ?? null }"""
SHOWN = f"""async () => (await (await navigator.serviceWorker.getRegistration("{HOME}")).getNotifications())
    .map(one => [one.title, one.body, one.tag])"""
TAP = """async () => { const [one] = await registration.getNotifications(); let opened;
    Object.defineProperty(self.clients, "openWindow", { value: async url => (opened = url) });
    dispatchEvent(new NotificationEvent("notificationclick", { notification: one }));
    await new Promise(done => setTimeout(done, 50)); return opened }"""


@contextmanager
def reading(desk, **more: object) -> Iterator[Page]:
    """Somebody without an account."""
    desk.tell(OPEN)
    context = desk.chromium.new_context(base_url=desk.url, locale="ko-KR", **more)
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    try:
        yield page
    finally:
        context.close()
    assert not faults


def test_a_reader_follows_with_one_press_and_ends_with_one(desk):
    browser = Browser()
    with running_sink() as sink, reading(desk) as page:
        page.context.grant_permissions(["notifications"], origin=desk.url)
        page.goto(HOME)
        page.wait_for_selector(f"{PLACE}[data-state=off]")
        page.evaluate(KEPT, browser.subscription(f"{sink.url}/push/1"))
        page.get_by_role("button", name="이 브라우저로 알림 받기").click()
        page.wait_for_selector(f"{PLACE}[data-state=on]")
        assert told_here(sink, browser, 1, page)["tag"] == "greeting"
        assert page.context.cookies() == []

        desk.tell(STATE)
        told = told_here(sink, browser, 2, page)
        deliver(page, desk.url, browser.read(sink.posted[1].body).decode())
        page.wait_for_function("async () => (" + SHOWN + ")().then(all => all.length)")
        assert page.evaluate(SHOWN) == [["한빛 소식", "필터를 바꿔 드립니다", told["tag"]]]
        (worker,) = page.context.service_workers
        assert worker.url == f"{desk.url}{HOME}worker.js"
        assert worker.evaluate(TAP) == f"{desk.url}{told['url']}"
        assert page.goto(told["url"]).status == 200
        page.goto(HOME)
        page.evaluate(KEPT, browser.subscription(f"{sink.url}/push/1"))
        page.evaluate("() => PushManager.prototype.subscribe()")

        page.evaluate(f"document.querySelector('{PLACE} [data-press=off]').click()")
        page.wait_for_selector(f"{PLACE}[data-state=off]")
        assert desk.tell(FOLLOWING).strip() == "0"


def test_who_refuses_or_has_no_push_service_is_told_so_and_nothing_changes(desk):
    with reading(desk) as page:
        page.add_init_script(
            "Object.defineProperty(Notification, 'permission', { get: () => 'denied' })"
        )
        page.goto(HOME)
        page.wait_for_selector(f"{PLACE}[data-state=denied]")
        expect(page.locator(PLACE)).to_contain_text("막고 있습니다")
    with reading(desk) as page:
        page.context.grant_permissions(["notifications"], origin=desk.url)
        page.goto(HOME)
        page.wait_for_selector(f"{PLACE}[data-state=off]")
        page.evaluate(
            "() => { PushManager.prototype.subscribe = async () => { throw new Error('push') } }"
        )
        page.get_by_role("button", name="이 브라우저로 알림 받기").click()
        page.wait_for_selector(f"{PLACE}[data-state=failed]")
        expect(page.locator(PLACE)).to_contain_text("바뀐 것은 없습니다")
        assert desk.tell(FOLLOWING).strip() == "0"


def test_without_scripts_the_feed_and_the_form_remain(desk):
    with reading(desk, java_script_enabled=False) as page:
        page.goto(HOME)
        expect(page.locator(PLACE)).to_be_hidden()
        expect(page.get_by_role("link", name="피드로 소식 받기(Atom)")).to_be_visible()
