"""The public page at its own host, served by the same process as the desk: the fast door, and a real Chromium."""

from collections.abc import Iterator

import httpx
import pytest
from tests.browser.conftest import Desk, desk_of
from tests.browser.test_notices import OPEN, PLACE

pytestmark = [pytest.mark.browser, pytest.mark.real_server]


@pytest.fixture
def own_desk(seated_home, chromium, tmp_path) -> Iterator[Desk]:
    """The desk is 127.0.0.1, the page localhost."""
    one = desk_of(seated_home, chromium, tmp_path)
    one.environment["HANJARI_PUBLIC_HOSTS"] = f"hanbit=http://localhost:{one.port}"
    with one.serving():
        one.tell(OPEN)
        yield one


def test_the_page_has_its_own_host_and_the_desk_is_not_there(own_desk):
    home = f"http://localhost:{own_desk.port}"
    context = own_desk.chromium.new_context(base_url=home, locale="ko-KR")
    context.grant_permissions(["notifications"], origin=home)
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    page.on("response", lambda told: faults.append(told.url) if told.status >= 400 else None)
    page.goto("/")
    page.wait_for_selector(f"{PLACE}[data-state=off]")
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"{home}/en/")
    worker = f"document.querySelector('{PLACE}').dataset.worker"
    scope = page.evaluate(f"async () => (await navigator.serviceWorker.register({worker})).scope")
    assert scope == f"{home}/"
    assert context.cookies() == []
    assert not faults

    for path in ("/account/login/", "/live", "/inbox/", "/public/hanbit/"):
        assert httpx.get(f"{home}{path}").status_code == 404, path
    sheet = httpx.get(f"{home}/")
    assert (sheet.headers["cache-control"][:6], "set-cookie" in sheet.headers) == ("public", False)
    assert (
        httpx.get(f"{home}/", headers={"if-none-match": sheet.headers["etag"]}).status_code == 304
    )
    moved = httpx.get(f"{own_desk.url}/public/hanbit/en/")
    assert moved.headers["location"] == f"{home}/en/"
    assert httpx.get(f"{own_desk.url}/account/login/").status_code == 200
    context.close()
