"""axe-core finds nothing, on any page, in both languages and both lights, on a phone and on a desk."""

import json

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.real_server]

PAGES = [
    "/", "/inbox/", "/inbox/?view=all", "/inbox/?view=scheduled", "/inbox/?view=all&q=환불", "/inbox/12/", "/inbox/14/", "/inbox/filters/",
    "/listening/?days=28", "/listening/?days=1", "/listening/queries/1/numbers/",
    "/settings/members/", "/settings/channels/", "/settings/channels/1/", "/settings/judgements/", "/settings/routing/", "/settings/audit/", "/mine/", "/mine/calls/", "/settings/calls/", "/settings/calls/webhooks/add/", "/mine/sessions/", "/nowhere/",
]  # fmt: skip
CHANGE_PAGES = [
    "/issues/", "/issues/?shelf=exercise", "/issues/new/", "/issues/exercise/", "/issues/brake/",
    "/issues/{issue}/", "/issues/{issue}/heard/", "/issues/{issue}/stance/", "/issues/{issue}/standing/",
    "/issues/{issue}/statements/", "/issues/{issue}/statements/{statement}/", "/issues/{issue}/answers/",
    "/issues/{issue}/answers/{question}/", "/issues/{issue}/close/", "/issues/{issue}/report/executive/",
    "/issues/{issue}/report/regulator/", "/issues/{ended}/review/", "/issues/{drill}/", "/issues/{drill}/exercise/",
    "/settings/committee/", "/settings/triggers/", "/issues/corrections/", "/issues/corrections/{correction}/", "/promises/", "/promises/1/", "/promises/{promise}/", "/promises/new/", "/rounds/", "/settings/public/",
    "/listening/alarms/", "/listening/queries/", "/listening/explore/",
]  # fmt: skip
STAGE = """
import json
from datetime import date
from hanjari.commitments import actions as commitments
from hanjari.issues import actions as issues
from hanjari.people.models import Member
yuna = Member.objects.get(email="yuna@hanbit.example")
one = issues.raise_issue(yuna.organisation, "정수기 이중 청구", by=yuna, level=2, kind="human_harm")
issues.convene_committee(one, by=yuna)
issues.add_fact(one, text="두 번 청구되었다", confidence="confirmed", source="요금팀", by=yuna)
issues.give_task(one, text="내역 다시 뽑기", owner=yuna, due_at=None, by=yuna)
statement = issues.write_statement(one, "apology", by=yuna, title="사과", parts={"body": "12월 31일까지 돌려 드리겠습니다."})
correction = issues.write_correction(by=yuna, claim="필터에서 미세플라스틱이 나온다", where="살림 카페")
question = issues.add_question(one, "언제 돌려받나요?", by=yuna)
issues.set_stage(one, "stable", by=yuna)
ended = issues.raise_issue(yuna.organisation, "늦은 배송", by=yuna)
for stage in ("watch", "stable"):
    issues.set_stage(ended, stage, by=yuna)
issues.close_issue(ended, by=yuna)
drill = issues.begin_exercise("leak", by=yuna)
issues.convene_committee(drill, by=yuna)
promise = commitments.propose(yuna.organisation, "두 번 청구하지 않기", by=yuna, first_due=date(2030, 1, 1), owner=yuna)
print(json.dumps({"issue": one.pk, "statement": statement.pk, "correction": correction.pk, "question": question.pk,
    "ended": ended.pk, "drill": drill.pk, "promise": promise.pk}))
"""
OPEN_PAGES = [
    "/account/login/", "/open/form/hanbit/", "/public/hanbit/", "/public/hanbit/en/", "/public/hanbit/method/",
    "/public/hanbit/embed/", "/public/hanbit/promises/1/",
]  # fmt: skip
LOOKS = [("ko", "light", 1440, 900), ("en", "dark", 390, 844)]
SPEAK = "from hanjari.people.models import Member; Member.objects.update(language={!r})"
RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .map(found => found.id + ": " + found.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | "))"""


def walk(desk, axe, paths: list[str], language: str, light: str, width: int, height: int) -> None:
    """Each page as one member sees it: nothing for axe to find, in the right language, no wider than the screen."""
    desk.tell(SPEAK.format(language))
    faults = {}
    with desk.sits("yuna", width=width, height=height, color_scheme=light, bypass_csp=True) as page:
        for path in paths:
            assert page.goto(path).status in (200, 404), path
            page.evaluate(axe)
            if found := page.evaluate(RUN):
                faults[path] = found
            assert page.evaluate("document.documentElement.lang") == language
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                f"{path} scrolls sideways"
            )
    assert not faults, json.dumps(faults, ensure_ascii=False, indent=1)


@pytest.mark.parametrize(("language", "light", "width", "height"), LOOKS)
def test_axe_finds_nothing(told_desk, axe, language, light, width, height):
    walk(told_desk, axe, PAGES, language, light, width, height)


@pytest.mark.parametrize(("language", "light", "width", "height"), LOOKS)
def test_axe_finds_nothing_from_talk_to_change(told_desk, axe, language, light, width, height):
    pks = json.loads(told_desk.tell(STAGE).splitlines()[-1])
    pages = [path.format(**pks) for path in CHANGE_PAGES]
    walk(told_desk, axe, pages, language, light, width, height)


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
        expect(page.locator("#thread")).to_contain_text("한 달 더 써도")
        page.locator("input[name=writing][value=note]").check(force=True)
        page.fill("#note-text", "제품팀에 물어보겠습니다.")
        page.locator(".draft__note button[type=submit]").click()
        expect(page.locator("#thread")).to_contain_text("제품팀에 물어보겠습니다.")


def test_every_key_is_told_by_the_question_mark(told_desk):
    with told_desk.sits("minseo") as page:
        page.goto("/inbox/?view=all")
        page.keyboard.press("?")
        expect(page.locator("dialog#shortcuts")).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**/inbox/*/**")
