"""A whole crisis with five members in five browsers, from the first complaint to the promise that was kept."""

import json
import re
from contextlib import ExitStack
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import BESIDE_BLUESKY, Desk, desk_of
from tests.browser.looking import look_until
from tests.channels.bluesky.bench import connected
from tests.servers.mail import HANEUL, PASSWORD

from hanjari.kit.clock import now

pytestmark = [pytest.mark.browser, pytest.mark.real_server, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
MEMBERS = ("jiho", "minseo", "sora", "doyun", "yuna")
SLOW = 120_000
BAD = "본의 아니게 심려를 끼쳐 드렸다면 사과드립니다."
PROMISED = "12월 31일까지 전원께 3만 원을 돌려 드리겠습니다."
GOOD = (
    "11월 20일 14시 점검 중 저희가 밸브를 잘못 조여 고객 300명의 댁에 물이 샜습니다. 저희 책임입니다. 사과드립니다. "
    f"{PROMISED} 문의 02-123-4567 대표이사 한지호"
)
HOLDING = {
    "확인한 것": "정수기 바닥에서 물이 새는 것을 확인했습니다.",
    "아직 모르는 것": "까닭과 몇 대인지는 아직 모릅니다.",
    "누가 영향을 받고, 지금 무엇을 해야 하는지": "쓰시는 분은 지금 물을 잠가 주십시오.",
    "저희가 하고 있는 일": "기사를 보내 살펴보고 있습니다.",
    "문의할 곳": "02-123-4567 (담당 민서)",
}
ANSWER = "기사가 3일 안에 찾아가 무료로 고쳐 드립니다."


class Crisis:
    """The desk, and everybody before it."""

    def __init__(self, desk: Desk, pages: dict[str, Page]) -> None:
        self.desk, self.pages = desk, pages
        self.pk = self.told = 0

    def __getattr__(self, name: str) -> Page:
        return self.pages[name]

    def play(self, act: str, *given: object) -> str:
        """A step of the stage, in a process of its own."""
        told = json.dumps(given, ensure_ascii=False)
        return self.desk.tell(
            f"import json, sys; sys.path.insert(0, {str(ROOT)!r})\n"
            f"from tests.browser import crisis; print(crisis.{act}(*json.loads({told!r})))"
        ).strip()

    def at(self, page: Page, where: str = "") -> Page:
        """A page of the issue."""
        page.goto(f"/issues/{self.pk}/{where}")
        return page


@pytest.fixture
def crisis(sky, mail_server, seated_home, chromium, tmp_path):
    desk = desk_of(seated_home, chromium, tmp_path)
    desk.environment |= BESIDE_BLUESKY
    us = sky.join("hanbit", "한빛정수기")
    access = connected(sky, us, stream="firehose")
    for box in ("desk@hanbit.example", HANEUL):
        mail_server.empty(box)
    one = Crisis(desk, {})
    one.play("prepare", mail_server.settings(), PASSWORD, access.settings, access.secrets, us.did)
    one.us, one.server = us, mail_server
    with desk.serving(), ExitStack() as rooms:
        for name in MEMBERS:
            one.pages[name] = rooms.enter_context(desk.sits(name))
        yield one


def test_a_whole_crisis(crisis, sky) -> None:
    complaints_arrive(crisis, sky)
    issue_is_raised(crisis)
    committee_sits(crisis)
    facts_and_stance(crisis)
    holding_statement(crisis)
    brake_holds(crisis)
    everyone_who_asked_is_answered(crisis)
    apology(crisis)
    promise_is_decided_and_told(crisis)
    promise_is_late_kept_and_told_again(crisis)
    public_page(crisis)
    issue_is_closed(crisis)
    issue_is_reviewed(crisis)


def complaints_arrive(crisis, sky) -> None:
    """By mail, on Bluesky, and two dozen at once in the letters to the company."""
    mail = EmailMessage()
    mail["From"], mail["To"] = f"하늘 <{HANEUL}>", "desk@hanbit.example"
    mail["Subject"], mail["Message-ID"] = "물이 샙니다", f"<{uuid4()}@customer.example>"
    mail.set_content("새로 산 정수기에서 물이 새요. 언제 고쳐 주나요?")
    crisis.server.deliver(mail)
    bora = sky.join("bora", "보라")
    feature = {"$type": "app.bsky.richtext.facet#mention", "did": crisis.us.did}
    index = {"byteStart": 0, "byteEnd": len(crisis.us.handle) + 1}
    crisis.said = bora.post(
        f"@{crisis.us.handle} 정수기 물이 새서 마루가 다 젖었어요. 언제 고쳐 주나요?",
        facets=[{"index": index, "features": [feature]}],
    )
    crisis.play("surge")
    for words in ("언제 고쳐 주나요", "마루가 다 젖었어요"):
        crisis.desk.wait_until(lambda words=words: crisis.play("heard", words) == "True", 180)


def issue_is_raised(crisis) -> None:
    """The spike raises its alarm by itself; who sees it raises the issue with all its messages."""
    line = crisis.minseo.locator("#alarm-lines .notice")
    expect(line).to_have_count(1, timeout=SLOW)
    line.get_by_role("link").click()
    crisis.minseo.get_by_role("link", name="이슈로 제기").click()
    crisis.minseo.get_by_label("무슨 일인가요").fill("정수기 바닥 누수")
    crisis.minseo.get_by_label("위원회", exact=True).check()
    crisis.minseo.get_by_role("button", name="제기하기").click()
    expect(crisis.minseo.get_by_role("heading", name="정수기 바닥 누수")).to_be_visible()
    crisis.pk = int(re.search(r"/issues/(\d+)/", crisis.minseo.url)[1])
    crisis.play("add", crisis.pk)


def committee_sits(crisis) -> None:
    """Everybody is called by rule, and says in a browser of their own: I'm here."""
    for name in MEMBERS:
        page = crisis.at(crisis.pages[name])
        page.get_by_role("button", name="왔습니다").click(timeout=SLOW)
    expect(crisis.at(crisis.jiho).locator("#room-seats")).to_contain_text("5 / 5")


def facts_and_stance(crisis) -> None:
    """One finds out, the others see it; is it true? comes before any word."""
    crisis.doyun.get_by_text("사실 더하기").first.click()
    crisis.doyun.get_by_label("사실", exact=True).fill("밸브를 잘못 조였다")
    crisis.doyun.get_by_label("근거").fill("생산팀")
    crisis.doyun.locator("form").get_by_role("button", name="사실 더하기").click()
    expect(crisis.jiho.locator("#room-facts")).to_contain_text("밸브를 잘못 조였다", timeout=SLOW)
    page = crisis.at(crisis.jiho, "stance/?truth=true&kind=human_harm")
    page.get_by_role("button", name="이렇게 답하기").click()
    expect(page.locator("#room-stance")).to_contain_text("온전히 사과하고 책임지기")


def begun(crisis, form: str, title: str) -> Page:
    """A statement of this form, begun by the spokesperson."""
    page = crisis.at(crisis.minseo, "statements/")
    page.get_by_label("형식").select_option(form)
    page.get_by_role("button", name="시작").click()
    page.get_by_label("제목").fill(title)
    return page


def signed(crisis, page: Page) -> None:
    """Asked for, and signed by three in their own browsers; the lead stands before it."""
    page.get_by_role("button", name="서명 요청").click()
    expect(page.locator("#signatures")).to_contain_text("요청")
    for name, part in (("sora", "법무"), ("minseo", "대변인"), ("jiho", "위원장")):
        one = crisis.pages[name]
        one.goto(page.url)
        one.get_by_role("button", name=f"{part} 서명").click()
        expect(one.locator("#signatures li", has_text=part)).to_have_attribute(
            "data-state", "signed"
        )


def holding_statement(crisis) -> None:
    """What we know, what we do not know yet, what to do now."""
    page = begun(crisis, "holding", "정수기 누수를 확인했습니다")
    for label, words in HOLDING.items():
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_role("button", name="새 판으로 저장").click()
    signed(crisis, page)
    crisis.jiho.get_by_role("button", name="지금 내보내기").click()
    expect(crisis.jiho.locator("#publish")).to_contain_text("공개됨")


def brake_holds(crisis) -> None:
    """Everybody sees that nothing automatic leaves."""
    crisis.yuna.goto("/")
    expect(crisis.yuna.get_by_text("자동·예약 발송을 멈췄습니다")).to_be_visible()


def everyone_who_asked_is_answered(crisis) -> None:
    """One approved answer for all who asked, each in their own thread; two let it go."""
    page = crisis.at(crisis.minseo, "answers/")
    page.get_by_role("textbox", name="질문").fill("언제 고쳐 주나요?")
    page.get_by_role("button", name="추가").click()
    page.get_by_label("한국어 답").fill(ANSWER)
    until = (now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    page.get_by_label("유효 기한").fill(until)
    page.get_by_role("button", name="저장", exact=True).click()
    page.get_by_role("button", name="법무에 요청").click()
    expect(page.get_by_role("button", name="법무에 요청")).to_have_count(0)
    crisis.sora.goto(page.url)
    crisis.sora.get_by_role("button", name="법무로 서명").click()
    expect(crisis.sora.get_by_role("button", name="법무로 서명")).to_have_count(0)
    crisis.jiho.goto(page.url)
    crisis.jiho.get_by_role("button", name="승인", exact=True).click()
    expect(crisis.jiho.get_by_role("heading", name="지금 쓸 수 있는 답")).to_be_visible()
    page.reload()
    page.get_by_role("link", name="물은 사람 모두에게 답하기").click()
    for person in ("보라", "하늘"):
        page.get_by_role("checkbox", name=re.compile(person)).check()
    page.get_by_role("button", name="보낼 준비하기").click()
    let_go(crisis, page, 1)
    assert ANSWER in crisis.us.posts()[0]["value"]["text"]
    assert crisis.us.posts()[0]["value"]["reply"]["parent"]["uri"] == crisis.said["uri"]


def let_go(crisis, page: Page, posts: int) -> None:
    """What everybody reads: one writes it, another lets it go; it arrives by mail and on Bluesky."""
    page.get_by_role("button", name="저장하고 두 번째 확인 부탁하기").click()
    expect(page.locator("main")).not_to_contain_text("작성 중")
    crisis.jiho.goto(page.url)
    crisis.jiho.get_by_role("button", name="승인하고 보내기").click()
    crisis.told += 1
    mails = crisis.told
    crisis.desk.wait_until(lambda: len(crisis.server.mails(HANEUL)) == mails, 120)
    crisis.desk.wait_until(lambda: len(crisis.us.posts()) == posts, 120)


def apology(crisis) -> None:
    """The checker refuses the bad words; the good ones promise something that becomes a commitment."""
    page = begun(crisis, "apology", "정수기 누수를 사과드립니다")
    words = page.locator("#words-form textarea").first
    words.fill(BAD)
    expect(page.locator("#findings")).to_contain_text("고쳐야 할 말이 3곳", timeout=SLOW)
    words.fill(GOOD)
    expect(page.locator("#findings")).to_contain_text("걸리는 말이 없어요", timeout=SLOW)
    page.get_by_role("button", name="새 판으로 저장").click()
    expect(page.locator("#publish")).to_contain_text("아직 이행 약속이 되지 않은 약속")
    promise = page.locator("#promises")
    promise.get_by_label("기한").fill("2030-12-31")
    promise.get_by_label("담당자").select_option(label="소라")
    promise.get_by_role("button", name="이행 약속으로 만들기").click()
    expect(promise).to_contain_text("이행 약속 #1")
    signed(crisis, page)
    crisis.jiho.get_by_label("한빛 블루스카이").check()
    crisis.jiho.get_by_role("button", name="지금 내보내기").click()
    crisis.desk.wait_until(lambda: len(crisis.us.posts()) == 2, 120)


def promise_is_decided_and_told(crisis) -> None:
    """Everybody whose words led to it gets word where they spoke; who can't be reached is counted."""
    page = crisis.jiho
    page.goto("/promises/1/")
    page.get_by_role("button", name="하기로 결정").click()
    page.get_by_role("button", name="공개하기").click()
    newest_round(crisis)
    let_go(crisis, crisis.minseo, 3)
    page.reload()
    expect(page.locator("main")).to_contain_text("더 이상 보낼 수 없음: 24")


def newest_round(crisis) -> None:
    """The round that the desk has made ready, before whoever writes it."""
    draft = crisis.minseo.locator("main li", has_text="작성 중").first

    def is_there() -> bool:
        crisis.minseo.goto("/rounds/")
        return draft.count() > 0

    crisis.desk.wait_until(is_there, 120)
    draft.get_by_role("link").first.click()


def promise_is_late_kept_and_told_again(crisis) -> None:
    """Lateness is told and stays marked; evidence that another has looked at keeps the promise."""
    crisis.play("pass_days", 2_000)
    newest_round(crisis)
    let_go(crisis, crisis.minseo, 4)
    page = crisis.minseo
    page.goto("/promises/1/evidence/")
    page.get_by_label("무엇을 보여 주는지").fill("300명 전원에게 3만 원을 보낸 내역")
    page.get_by_role("textbox", name="주소").fill("https://hanbit.example/refund")
    page.get_by_label("공개 페이지에 보이기").check()
    page.get_by_role("button", name="제출", exact=True).click()
    agreed = crisis.jiho.get_by_role("button", name="약속대로임을 확인")
    look_until(crisis.jiho, "/promises/1/", agreed).click()
    crisis.jiho.get_by_role("button", name="지킨 약속으로 닫기").click()
    newest_round(crisis)
    let_go(crisis, crisis.minseo, 5)


def public_page(crisis) -> None:
    """Everybody reads what was said, promised and done, without logging in."""

    def tells_it_all() -> bool:
        told = httpx.get(f"{crisis.desk.url}/public/hanbit/").text
        words = ("정수기 누수를 사과드립니다", "3만 원을 돌려", "지킨 약속", "부터 늦음")
        return all(one in told for one in words)

    crisis.desk.wait_until(tells_it_all, 120)


def issue_is_closed(crisis) -> None:
    """Calm, with nobody waiting, the last word marked; then the brake is released."""
    page = crisis.jiho
    for stage, name in (("acting", "조치 중"), ("stable", "진정됨")):
        crisis.at(page, "standing/")
        page.get_by_text("상태 바꾸기").click()
        page.locator("select[name=stage]").select_option(stage)
        page.get_by_role("button", name="바꾸기", exact=True).click()
        expect(page.locator("[aria-labelledby=stage] .chip")).to_have_text(name)
    crisis.at(page, "close/")
    page.get_by_role("button", name="이것이 마지막 소식입니다").click()
    page.get_by_role("button", name="이슈 닫기").click()
    expect(page.locator(".issue__head")).to_contain_text("종료")
    page.goto("/issues/brake/")
    page.get_by_text("풀기").click()
    page.get_by_label("까닭").first.fill("가라앉음")
    page.get_by_role("button", name="발송 다시 시작").click()
    expect(page.locator("main")).to_contain_text("나가는 중")


def issue_is_reviewed(crisis) -> None:
    """Four questions, prefilled by the journal; a lesson becomes a task before the review can end."""
    page = crisis.at(crisis.jiho, "review/")
    for question in ("planned", "happened", "why", "next"):
        box = page.locator(f"textarea[name={question}]")
        box.fill(f"{box.input_value()}\n점검표에 밸브를 조이는 힘이 없었습니다.")
    page.get_by_role("button", name="저장", exact=True).click()
    page.get_by_label("배운 것").fill("점검표에 조이는 힘을 적습니다")
    page.get_by_role("button", name="교훈 더하기").click()
    lesson = page.locator(".lesson")
    lesson.locator("select[name=owner]").select_option(label="소라")
    lesson.get_by_role("button", name="할 일로 만들기").click()
    page.get_by_role("button", name="끝내기").click()
    expect(page.locator(".issue__head")).to_contain_text("사후 검토 완료")
