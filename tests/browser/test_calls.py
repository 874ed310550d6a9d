"""Notifications in a real Chromium: switched on, a call delivered to the service worker, one tap."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.people.pushed import Browser
from tests.servers.sink import Sink, running_sink

pytestmark = [pytest.mark.browser, pytest.mark.real_server]
PLACE = "[data-push]"
SUBSCRIBE = """told => { PushManager.prototype.subscribe = async () => ({ toJSON: () => ({
    endpoint: told.endpoint, keys: { p256dh: told.p256dh, auth: told.auth } }) }) }"""
SHOWN = """async () => (await (await navigator.serviceWorker.getRegistration("/open/calls/")).getNotifications())
    .map(one => [one.title, one.tag, one.actions.map(each => each.title).join()])"""
TAP = """async () => { const [one] = await registration.getNotifications();
    let answered; const real = self.fetch; self.fetch = (...all) => (answered = real(...all));
    dispatchEvent(new NotificationEvent("notificationclick", { notification: one, action: "here" }));
    return (await answered).status }"""
CALL = """
from hanjari.people import actions; from hanjari.people.models import Member, Call
actions.call([Member.objects.get(name="민서")], subject="필터 급증", words="40건", key="alarm:1", urgency="urgent")
"""
ANSWERED = (
    "from hanjari.people.models import Call; print(Call.objects.get(key='alarm:1').answered_by)"
)


def told_here(sink: Sink, browser: Browser, count: int, page: Page) -> dict[str, Any]:
    """The newest notification that the push service was given for this browser."""
    for _ in range(300):
        if len(sink.posted) >= count:
            return browser.told(sink.posted[count - 1].body)
        page.wait_for_timeout(100)
    raise AssertionError("nothing was pushed")


def deliver(page: Page, desk_url: str, plain: str) -> None:
    """As the browser does when its push service brings something."""
    devtools = page.context.new_cdp_session(page)
    found: list[str] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: found.extend(one["registrationId"] for one in told["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    while not found:
        page.wait_for_timeout(50)
    told = {"origin": desk_url, "registrationId": found[0], "data": plain}
    devtools.send("ServiceWorker.deliverPushMessage", told)


def test_a_call_rings_in_the_browser_and_one_tap_answers_it(desk):
    browser = Browser()
    with running_sink() as sink, desk.sits("minseo") as page:
        page.context.grant_permissions(["notifications"], origin=desk.url)
        page.goto("/mine/calls/")
        page.wait_for_selector(f"{PLACE}[data-state=off]")
        page.evaluate(SUBSCRIBE, browser.subscription(f"{sink.url}/push/1"))
        page.get_by_role("button", name="여기서 켜기").click()
        page.get_by_text("이 브라우저에서 알림을 켰습니다").wait_for()
        page.get_by_role("button", name="시험하기").click()
        assert told_here(sink, browser, 1, page)["title"] == "시험 호출"

        desk.tell(CALL)
        told_here(sink, browser, 2, page)
        deliver(page, desk.url, browser.read(sink.posted[1].body).decode())
        page.wait_for_function("async () => (" + SHOWN + ")().then(all => all.length)")
        assert page.evaluate(SHOWN) == [["필터 급증", "call-2", "봤습니다"]]
        (worker,) = page.context.service_workers
        assert worker.url == f"{desk.url}/open/calls/worker.js"
        assert worker.evaluate(TAP) == 200
        assert desk.tell(ANSWERED).strip() == "민서"


def test_the_worker_may_do_only_what_the_house_allows(desk):
    with desk.sits("minseo") as page:
        response = page.request.get("/open/calls/worker.js")
        assert response.headers["content-type"].startswith("text/javascript")
        assert "default-src 'none'" in response.headers["content-security-policy"]


def test_a_browser_that_refuses_is_told_what_to_do(desk):
    with desk.sits("minseo") as page:
        page.add_init_script(
            "Object.defineProperty(Notification, 'permission', { get: () => 'denied' })"
        )
        page.goto("/mine/calls/")
        page.wait_for_selector(f"{PLACE}[data-state=denied]")
        expect(page.locator(PLACE)).to_contain_text("차단하고 있습니다")
        expect(page.get_by_role("button", name="여기서 켜기")).to_be_hidden()


def test_a_browser_without_a_push_service_says_so_and_changes_nothing(desk):
    with desk.sits("minseo") as page:
        page.context.grant_permissions(["notifications"], origin=desk.url)
        page.goto("/mine/calls/")
        page.wait_for_selector(f"{PLACE}[data-state=off]")
        page.evaluate(
            "() => { PushManager.prototype.subscribe = async () => { throw new Error('push') } }"
        )
        page.get_by_role("button", name="여기서 켜기").click()
        page.wait_for_selector(f"{PLACE}[data-state=failed]")
        expect(page.locator(PLACE)).to_contain_text("바뀐 것은 없습니다")
