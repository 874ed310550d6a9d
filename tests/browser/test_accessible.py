"""axe-core finds nothing, on any page, in both languages and both lights, on a phone and on a desk."""

import json

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.real_server]

PAGES = [
    "/", "/inbox/", "/inbox/?view=all", "/inbox/?view=all&q=환불", "/inbox/12/", "/inbox/14/", "/inbox/filters/",
    "/listening/?days=28", "/listening/?days=1", "/listening/queries/1/numbers/",
    "/settings/members/", "/settings/channels/", "/settings/channels/1/", "/settings/judgements/", "/settings/routing/", "/settings/audit/", "/mine/", "/mine/calls/", "/settings/calls/", "/settings/calls/webhooks/add/", "/mine/sessions/", "/nowhere/",
]  # fmt: skip
OPEN_PAGES = ["/account/login/", "/open/form/hanbit/"]
LOOKS = [("ko", "light", 1440, 900), ("en", "dark", 390, 844)]
SPEAK = "from hanjari.people.models import Member; Member.objects.update(language={!r})"
RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .map(found => found.id + ": " + found.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | "))"""


@pytest.mark.parametrize(("language", "light", "width", "height"), LOOKS)
def test_axe_finds_nothing(told_desk, axe, language, light, width, height):
    told_desk.tell(SPEAK.format(language))
    faults = {}
    with told_desk.sits(
        "yuna", width=width, height=height, color_scheme=light, bypass_csp=True
    ) as page:
        for path in PAGES:
            page.goto(path)
            page.evaluate(axe)
            if found := page.evaluate(RUN):
                faults[path] = found
            assert page.evaluate("document.documentElement.lang") == language
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                f"{path} scrolls sideways"
            )
    assert not faults, json.dumps(faults, ensure_ascii=False, indent=1)


@pytest.mark.parametrize(("language", "light", "width", "height"), LOOKS)
def test_axe_finds_nothing_on_the_open_pages(told_desk, axe, language, light, width, height):
    faults = {}
    page = told_desk.chromium.new_page(
        viewport={"width": width, "height": height},
        base_url=told_desk.url,
        color_scheme=light,
        bypass_csp=True,
        locale="ko-KR" if language == "ko" else "en-GB",
    )
    for path in OPEN_PAGES:
        page.goto(path)
        page.evaluate(axe)
        if found := page.evaluate(RUN):
            faults[path] = found
    page.close()
    assert not faults, json.dumps(faults, ensure_ascii=False, indent=1)


def test_the_inbox_works_without_javascript(told_desk):
    with told_desk.sits("minseo", java_script_enabled=False) as page:
        page.goto("/inbox/?view=all")
        page.get_by_role("link", name="새싹").first.click()
        assert "한 달 더 써도" in page.locator("#thread").inner_text()
        page.locator("input[name=writing][value=note]").check(force=True)
        page.fill("#note-text", "제품팀에 물어보겠습니다.")
        page.locator(".draft__note button[type=submit]").click()
        assert "제품팀에 물어보겠습니다." in page.locator("#thread").inner_text()


def test_every_key_is_told_by_the_question_mark(told_desk):
    with told_desk.sits("minseo") as page:
        page.goto("/inbox/?view=all")
        page.keyboard.press("?")
        assert page.locator("dialog#shortcuts").is_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**/inbox/*/**")
