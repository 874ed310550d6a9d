"""Pages of issues: raising one from everywhere, what people say, the level, and what a stranger sees."""

import pytest
from django.urls import reverse
from tests.conversations.conftest import make

from hanjari.commitments.actions import trace
from hanjari.commitments.models import Commitment
from hanjari.issues import actions as issues
from hanjari.issues.models import Issue, Statement, Version
from hanjari.journal.models import Entry
from hanjari.kit.clock import now
from hanjari.listening.models import Alarm, Hit, StandingQuery


def at(name, *args):
    return reverse(f"issues:{name}", args=args)


def page(client, member, name, *args, **asked):
    client.force_login(member)
    return client.get(at(name, *args), asked).content.decode()


@pytest.fixture
def alarm(hanbit, complaints):
    query = StandingQuery.objects.create(
        organisation=hanbit.organisation, name="정수기", expression="정수기 AND 물", side="ours"
    )
    Hit.objects.bulk_create(Hit(query=query, message=one) for one in complaints)
    began = min(one.arrived_at for one in complaints)
    return Alarm.objects.create(
        organisation=hanbit.organisation, query=query, kind="mail", rule="few", began_at=began,
        loud_at=now(), usual_low=0, usual_high=1, came=12, peak=12, ratio=12, chance_days=900,
        message_count=3, author_count=3,
    )  # fmt: skip


def test_an_alarm_becomes_an_issue_with_all_its_messages_once(client, alarm, minseo, complaints):
    client.force_login(minseo)
    shown = client.get(reverse("listening:alarm", args=[alarm.pk])).content.decode()
    assert f"{at('new')}?alarm={alarm.pk}" in shown
    assert "정수기" in page(client, minseo, "new", alarm=alarm.pk)
    given = {"alarm": alarm.pk, "title": "정수기 누수", "level": 1}
    answer = client.post(at("new"), given)
    issue = Issue.objects.get()
    assert answer["Location"] == at("heard", issue.pk)
    assert (issue.origin, issue.expression) == ("alarm", "정수기 AND 물")
    assert issue.detected_at == alarm.raised_at
    assert issue.belongings.count() == len(complaints)
    client.post(at("new"), given)
    assert Issue.objects.count() == 1
    shown = client.get(reverse("listening:alarm", args=[alarm.pk])).content.decode()
    assert "#1 정수기 누수" in shown


def test_chosen_conversations_become_an_issue(client, say, minseo):
    talks = [say(f"t{n}", text="배송이 두 주째 안 와요", who=f"손님{n}") for n in range(2)]
    client.force_login(minseo)
    chosen = {"pick": [talk.pk for talk in talks], "act": "carry:issue"}
    answer = client.post(reverse("conversations:bulk"), chosen)
    assert answer["Location"].startswith(at("new"))
    form = client.get(answer["Location"]).content.decode()
    assert "대화 2건에서" in form
    client.post(at("new"), {"talk": [talk.pk for talk in talks], "title": "배송 지연", "level": 1})
    issue = Issue.objects.get()
    assert (issue.origin, issue.belongings.count()) == ("talks", 2)
    shown = page(client, minseo, "heard", issue.pk)
    assert "배송이 두 주째" in shown
    assert reverse("conversations:conversation", args=[talks[0].pk]) in shown


def test_one_conversation_leads_to_an_issue_from_its_menu(client, say, minseo):
    talk = say("t1", text="불만입니다")
    client.force_login(minseo)
    shown = client.get(reverse("conversations:conversation", args=[talk.pk])).content.decode()
    assert f"{at('new')}?talk={talk.pk}" in shown


def test_conversations_of_another_company_are_left_out(client, say, rival_mailbox, minseo):
    theirs = say("r1", account=rival_mailbox, text="나래 불만")
    client.force_login(minseo)
    client.post(at("new"), {"talk": [theirs.pk], "title": "빈 이슈", "level": 1})
    assert Issue.objects.get().belongings.count() == 0


def test_an_issue_by_hand_wants_a_title(client, minseo):
    client.force_login(minseo)
    assert client.post(at("new"), {"title": " ", "level": 1}).status_code == 422
    assert client.post(at("new"), {"title": "정전", "level": 9}).status_code == 422
    client.post(at("new"), {"title": "정전", "level": 2, "is_restricted": "on"})
    issue = Issue.objects.get()
    assert (issue.level, issue.origin, issue.is_restricted) == (2, "hand", True)


def test_twins_and_what_was_said_and_promised_then_are_shown_first(
    client, issue, hanbit, minseo, jiho
):
    past = issues.raise_issue(hanbit.organisation, "정수기 누수 작년", by=jiho)
    issues.set_stage(past, "watch", by=jiho)
    issues.set_stage(past, "closed", by=jiho)
    said = Statement.objects.create(
        organisation=hanbit.organisation, issue=past, form="apology", published_at=now()
    )
    Version.objects.create(statement=said, number=1, title="누수를 사과드립니다", text="…")
    promise = Commitment.objects.create(
        organisation=hanbit.organisation, number=1, text="패킹을 모두 바꾸겠습니다",
        first_due=now().date(), current_due=now().date(),
    )  # fmt: skip
    trace(hanbit.organisation, ("issue", past.pk), ("commitment", promise.pk), by=jiho)
    client.force_login(minseo)
    text = client.post(at("twins"), {"title": "정수기 누수 또"}).content.decode()
    assert text.index("정수기 누수</a>") < text.index("정수기 누수 작년</a>")
    assert "누수를 사과드립니다" in text
    assert "패킹을 모두 바꾸겠습니다" in text
    assert "비슷한 이슈가 없습니다" in client.post(at("twins"), {"title": "채용"}).content.decode()


def test_what_is_proposed_is_confirmed_or_refused_singly_or_all(client, issue, mailbox, minseo):
    new = [make(mailbox, f"p{n}", text=f"제안 {n}", who=f"제안{n}").pk for n in range(3)]
    issues.propose_belonging(issue, new, "alike", 0.8)
    shown = page(client, minseo, "heard", issue.pk)
    assert "80% 비슷함" in shown
    client.post(at("decide_heard", issue.pk), {"message": new[0], "word": "yes"})
    client.post(at("decide_heard", issue.pk), {"all": "1", "word": "no"})
    states = issue.belongings.filter(message__in=new).order_by("message")
    assert list(states.values_list("state", flat=True)) == ["confirmed", "refused", "refused"]


def test_what_is_collected_is_said_in_the_language_of_queries(client, issue, minseo):
    client.force_login(minseo)
    bad = client.post(at("collect", issue.pk), {"expression": "정수기 AND ("})
    assert bad.status_code == 422
    client.post(at("collect", issue.pk), {"expression": "정수기 OR 필터"})
    issue.refresh_from_db()
    assert issue.expression == "정수기 OR 필터"
    assert Entry.objects.filter(event="issue.query_changed", noun_id=issue.pk).exists()


def test_the_level_is_raised_by_anybody_and_lowered_by_two(client, issue, minseo, jiho, sora):
    client.force_login(minseo)
    client.post(at("raise_level", issue.pk), {"up-level": 3, "reason": "다침"})
    issue.refresh_from_db()
    assert issue.level == 3
    lower = {"down-level": 1, "down-reason": "오보"}
    assert client.post(at("ask_lower", issue.pk), lower).status_code == 403
    client.force_login(jiho)
    assert client.post(at("ask_lower", issue.pk), {"down-level": 1}).status_code == 422
    client.post(at("ask_lower", issue.pk), lower)
    change = issue.level_changes.last()
    client.post(at("decide_lower", issue.pk, change.pk), {"word": "yes"})
    issue.refresh_from_db()
    assert issue.level == 3
    assert "동의하고 낮추기" in page(client, sora, "standing", issue.pk)
    client.post(at("decide_lower", issue.pk, change.pk), {"word": "yes"})
    issue.refresh_from_db()
    assert issue.level == 1


def test_the_list_shows_the_loudest_first_and_the_rail_counts_them(client, issue, hanbit, minseo):
    issues.raise_issue(hanbit.organisation, "개인정보 유출", by=minseo, level=3)
    issues.raise_issue(hanbit.organisation, "훈련 이슈", by=minseo, level=3, is_exercise=True)
    text = page(client, minseo, "issues")
    assert text.index("개인정보 유출") < text.index("정수기 누수")
    assert "훈련 이슈" not in text
    assert "훈련 이슈" in page(client, minseo, "issues", shelf="exercise")
    issues.dismiss(issue, "행사", by=minseo)
    assert "기각: 행사" in page(client, minseo, "issues", shelf="ended")
    assert "개인정보 유출" in client.get("/").content.decode()


@pytest.mark.parametrize("name", ["heard", "standing"])
def test_a_stranger_finds_nothing_and_a_restricted_issue_is_seen_by_those_inside(
    client, issue, name, taeyang, jiho, minseo
):
    client.force_login(taeyang)
    assert client.get(at(name, issue.pk)).status_code == 404
    Issue.objects.filter(pk=issue.pk).update(is_restricted=True)
    client.force_login(jiho)
    assert client.get(at(name, issue.pk)).status_code == 404
    client.force_login(minseo)
    assert client.get(at(name, issue.pk)).status_code == 200


def test_a_reader_reads_and_changes_nothing(client, issue, doyun):
    assert "정수기" in page(client, doyun, "heard", issue.pk)
    for name in ("decide_heard", "collect", "raise_level", "dismiss", "mark_twin", "add"):
        assert client.post(at(name, issue.pk), {}).status_code == 403, name
    assert client.get(at("new")).status_code == 403


def test_an_issue_ends_in_its_twin_from_the_page(client, issue, hanbit, minseo):
    home = issues.raise_issue(hanbit.organisation, "정수기 누수 신고", by=minseo)
    assert "정수기 누수 신고" in page(client, minseo, "standing", issue.pk)
    client.post(at("mark_twin", issue.pk), {"other": home.pk})
    issue.refresh_from_db()
    assert issue.same_as == home


@pytest.mark.parametrize("asked", ["x", "-1", "9" * 30, ""])
def test_whatever_an_address_says_pages_answer(client, issue, minseo, asked):
    client.force_login(minseo)
    assert client.get(at("issues"), {"before": asked, "shelf": asked}).status_code == 200
    assert client.get(at("heard", issue.pk), {"before": asked}).status_code == 200
    assert client.get(at("new"), {"talk": asked, "alarm": ""}).status_code == 200
