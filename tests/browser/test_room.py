"""Two members sit in the committee's room, each in a browser of their own; what one finds out, the other sees."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.real_server]

RAISE = """
from hanjari.issues import actions as issues
from hanjari.people.models import Member
jiho = Member.objects.get(email="jiho@hanbit.example")
issue = issues.raise_issue(jiho.organisation, "정수기 이중 청구", by=jiho, level=2, kind="human_harm")
issues.convene_committee(issue, by=jiho)
print(issue.pk)
"""


def test_a_fact_that_one_adds_the_other_sees_without_losing_what_they_write(desk):
    pk = desk.tell(RAISE).strip()
    with desk.sits("jiho") as jiho, desk.sits("minseo", width=390, height=844) as minseo:
        for page in (jiho, minseo):
            page.goto(f"/issues/{pk}/")
            expect(page.locator("html")).to_have_attribute("data-live", "on")
        expect(jiho.locator("#looking .avatar")).to_have_count(2, timeout=60_000)
        minseo.get_by_text("모르는 것 더하기").first.click()
        minseo.get_by_label("아직 모르는 것").fill("해지한 사람도")
        jiho.get_by_text("사실 더하기").first.click()
        jiho.get_by_label("사실", exact=True).fill("같은 청구가 두 번 나갔다")
        jiho.locator("form").get_by_role("button", name="사실 더하기").click()
        expect(minseo.locator("#room-facts")).to_contain_text("같은 청구가 두 번 나갔다")
        expect(minseo.get_by_label("아직 모르는 것")).to_have_value("해지한 사람도")
        expect(minseo.locator("#room-course")).to_contain_text("사실을 더함")
