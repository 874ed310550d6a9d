"""The inbox's doors that act: each works, refuses readers and strangers, and says what is wrong."""

import pytest
from django.test import Client

from hanjari.channels.registry import kinds
from hanjari.conversations.actions import approvals, labels, merging, replies
from hanjari.conversations.models import Conversation, Draft, Macro, Reply, Undoable
from hanjari.conversations.queries import sidebar

HTMX = {"HX-Request": "true"}
GOOD: dict[str, dict[str, object]] = {
    "take/": {},
    "status/": {"status": "resolved"},
    "snooze/": {"until": "1h", "reason": "배송 확인"},
    "wake/": {},
    "labels/": {"new": "환불"},
    "note/": {"text": "안에서만"},
    "draft/": {"text": "쓰는 중"},
    "reply/": {"text": "필터는 6개월마다 바꾸시면 됩니다."},
}
"""Acts on one conversation that need nothing else, with what they take."""


@pytest.fixture(autouse=True)
def _fresh() -> None:
    sidebar.forget_all()


@pytest.fixture
def desk(client: Client, minseo) -> Client:
    minseo.language = "en"
    minseo.save()
    client.force_login(minseo)
    return client


@pytest.fixture
def talk(say) -> Conversation:
    return say("1", text="필터는 언제 바꾸나요?")


@pytest.mark.parametrize("act", GOOD)
def test_an_act_leads_back_to_the_conversation_without_scripts(desk, talk, act):
    response = desk.post(f"/inbox/{talk.pk}/{act}?view=all", GOOD[act])
    if act == "draft/":
        assert response.status_code == 200
    else:
        assert response.headers["Location"] == f"/inbox/{talk.pk}/?view=all"


@pytest.mark.parametrize("act", [act for act in GOOD if act != "draft/"])
def test_an_act_gives_htmx_both_panes_and_the_row(desk, talk, act):
    response = desk.post(f"/inbox/{talk.pk}/{act}", GOOD[act], headers=HTMX)
    shown = response.content.decode()
    assert response.headers["HX-Retarget"] == "#panes"
    assert 'id="talk"' in shown
    assert f'id="row-{talk.pk}"' in shown


@pytest.mark.parametrize("act", GOOD)
def test_an_act_is_refused_to_a_reader_and_hidden_from_a_stranger(
    client, doyun, taeyang, talk, act
):
    client.force_login(doyun)
    assert client.post(f"/inbox/{talk.pk}/{act}", GOOD[act]).status_code == 403
    client.force_login(taeyang)
    assert client.post(f"/inbox/{talk.pk}/{act}", GOOD[act]).status_code == 404


@pytest.mark.parametrize("act", ["take/", "wake/", "note/", "draft/", "reply/"])
def test_acts_without_a_form_of_their_own_are_only_posted_to(desk, talk, act):
    assert desk.get(f"/inbox/{talk.pk}/{act}").status_code == 405


def test_handing_over_sets_member_and_department(desk, talk, jiho, hanbit):
    legal = hanbit.departments["법무"]
    desk.post(f"/inbox/{talk.pk}/assign/", {"member": jiho.pk, "department": legal.pk})
    talk.refresh_from_db()
    assert (talk.assignee, talk.department) == (jiho, legal)


def test_nothing_is_handed_to_a_stranger_or_to_a_reader(desk, talk, taeyang, doyun):
    for member in (taeyang, doyun):
        response = desk.post(f"/inbox/{talk.pk}/assign/", {"member": member.pk}, headers=HTMX)
        assert response.status_code == 422
    talk.refresh_from_db()
    assert talk.assignee is None


def test_closing_what_is_not_resolved_asks_for_a_reason(desk, talk):
    response = desk.post(f"/inbox/{talk.pk}/status/", {"status": "closed"}, headers=HTMX)
    assert response.status_code == 422
    assert "This step needs a reason" in response.content.decode()
    desk.post(f"/inbox/{talk.pk}/status/", {"status": "closed", "reason": "전화로 답함"})
    talk.refresh_from_db()
    assert talk.status == Conversation.Status.CLOSED


def test_a_snooze_is_at_most_two_days(desk, talk):
    far = {"until": "at", "at": "2036-01-01T09:00", "reason": "나중"}
    response = desk.post(f"/inbox/{talk.pk}/snooze/", far, headers=HTMX)
    assert response.status_code == 422
    assert "At most 48 hours" in response.content.decode()


def test_merging_goes_to_the_other_and_can_be_taken_back(desk, talk, say):
    other = say("2")
    response = desk.post(f"/inbox/{talk.pk}/merge/", {"number": other.pk})
    assert response.headers["Location"].startswith(f"/inbox/{other.pk}/")
    row = talk.regroupings_from.get()
    desk.post(f"/inbox/regroupings/{row.pk}/undo/")
    talk.refresh_from_db()
    assert talk.status != Conversation.Status.MERGED


def test_a_strangers_conversation_is_no_target_of_a_merge(desk, talk, say, rival_mailbox):
    alien = say("9", account=rival_mailbox)
    response = desk.post(f"/inbox/{talk.pk}/merge/", {"number": alien.pk}, headers=HTMX)
    assert response.status_code == 422


def test_splitting_leaves_at_least_one_message(desk, talk, say):
    say("2", "1")
    both = list(talk.turns.values_list("pk", flat=True))
    refused = desk.post(f"/inbox/{talk.pk}/split/", {"messages": both}, headers=HTMX)
    assert refused.status_code == 422
    desk.post(f"/inbox/{talk.pk}/split/", {"messages": both[1:]})
    assert talk.turns.count() == 1


def test_a_stranger_takes_no_merge_back(client, talk, say, minseo, taeyang):
    row = merging.merge(talk, say("2"), by=minseo)
    client.force_login(taeyang)
    assert client.post(f"/inbox/regroupings/{row.pk}/undo/").status_code == 404


def test_labels_are_set_exactly(desk, talk, minseo):
    old = labels.label(talk, "옛것", by=minseo)
    desk.post(f"/inbox/{talk.pk}/labels/", {"new": "새것"})
    assert list(talk.labels.values_list("name", flat=True)) == ["새것"]
    assert old


def test_a_draft_is_kept_and_checked_while_it_is_written(desk, talk, minseo):
    shown = desk.post(f"/inbox/{talk.pk}/draft/", {"text": "내일 15시까지 알려 드리겠습니다."})
    assert Draft.objects.get(member=minseo).text == "내일 15시까지 알려 드리겠습니다."
    assert "is a promise" in shown.content.decode()


def test_a_draft_that_is_too_long_says_that_it_was_not_kept(desk, talk):
    shown = desk.post(f"/inbox/{talk.pk}/draft/", {"text": "가" * 20_001})
    assert "Not kept" in shown.content.decode()
    assert not Draft.objects.exists()


def test_somebody_elses_writing_is_shown(desk, talk, jiho):
    Draft.objects.create(conversation=talk, member=jiho, text="제가 쓰고 있습니다")
    assert "지호 is writing" in desk.get(f"/inbox/{talk.pk}/writers/").content.decode()


def test_an_answer_goes_to_the_outbox_and_never_looks_sent(desk, talk):
    desk.post(f"/inbox/{talk.pk}/reply/", GOOD["reply/"])
    reply = Reply.objects.get()
    assert reply.state == Reply.State.QUEUED
    thread = desk.get(f"/inbox/{talk.pk}/").content.decode()
    assert "Waiting to be sent" in thread


def test_an_answer_written_over_something_new_is_kept_and_asks(desk, talk, say):
    say("2", "1", text="하나 더요")
    stale = {**GOOD["reply/"], "token": "1-0"}
    response = desk.post(f"/inbox/{talk.pk}/reply/", stale)
    shown = response.content.decode()
    assert response.status_code == 422
    assert "필터는 6개월마다 바꾸시면 됩니다." in shown
    assert "I have read what is new" in shown
    assert desk.post(f"/inbox/{talk.pk}/reply/", {**stale, "is_confirmed": "on"}).status_code == 302


def test_an_empty_answer_stays_here(desk, talk):
    assert desk.post(f"/inbox/{talk.pk}/reply/", {"text": " "}).status_code == 422
    assert not Reply.objects.exists()


@pytest.fixture
def waiting(talk, minseo, hanbit, jiho) -> Reply:
    approvals.save_rule(hanbit.organisation, by=jiho, name="모두 봄")
    return replies.write_reply(talk, "필터는 6개월마다 바꾸시면 됩니다.", by=minseo)


def test_a_second_person_approves_in_the_approval_box(client, waiting, jiho):
    client.force_login(jiho)
    assert 'class="sign"' in client.get(f"/inbox/{waiting.conversation_id}/").content.decode()
    client.post(f"/inbox/replies/{waiting.pk}/decide/", {"decision": "approve"})
    waiting.refresh_from_db()
    assert waiting.state == Reply.State.QUEUED


def test_sending_back_needs_a_reason(client, waiting, jiho):
    client.force_login(jiho)
    client.post(f"/inbox/replies/{waiting.pk}/decide/", {"decision": "return"})
    waiting.refresh_from_db()
    assert waiting.state == Reply.State.WAITING
    client.post(
        f"/inbox/replies/{waiting.pk}/decide/", {"decision": "return", "reason": "날짜를 쓰세요"}
    )
    waiting.refresh_from_db()
    assert waiting.state == Reply.State.RETURNED


def test_nobody_approves_without_the_right_and_strangers_find_nothing(
    client, waiting, minseo, taeyang
):
    client.force_login(minseo)
    assert client.post(f"/inbox/replies/{waiting.pk}/decide/").status_code == 403
    client.force_login(taeyang)
    for act in ("decide", "withdraw", "retry", "look"):
        assert client.post(f"/inbox/replies/{waiting.pk}/{act}/").status_code == 404, act


def test_an_answer_taken_back_lies_in_the_draft(desk, waiting, minseo):
    desk.post(f"/inbox/replies/{waiting.pk}/withdraw/")
    waiting.refresh_from_db()
    assert waiting.state == Reply.State.WITHDRAWN
    assert Draft.objects.get(member=minseo).text == waiting.text


def test_an_answer_on_its_way_is_not_sent_again(desk, talk):
    desk.post(f"/inbox/{talk.pk}/reply/", GOOD["reply/"])
    reply = Reply.objects.get()
    shown = desk.post(f"/inbox/replies/{reply.pk}/retry/", headers=HTMX).content.decode()
    assert "be sent again" in shown
    assert Reply.objects.get().delivery.attempts == 0


def test_a_prepared_text_comes_filled_and_is_not_sent(desk, talk):
    macro = Macro.objects.create(
        organisation=talk.organisation, name="인사", text="{{person}}님, {{member}}입니다."
    )
    assert (
        desk.post(f"/inbox/{talk.pk}/macros/{macro.pk}/").content.decode() == "하늘님, 민서입니다."
    )
    assert not Reply.objects.exists()


def test_one_act_on_many_can_be_taken_back(desk, talk, say, jiho):
    other = say("2")
    chosen = {"pick": [talk.pk, other.pk], "act": f"assign:{jiho.pk}"}
    desk.post("/inbox/bulk/?view=all", chosen)
    assert jiho.conversations.count() == 2
    desk.post(f"/inbox/undo/{Undoable.objects.get().pk}/")
    assert jiho.conversations.count() == 0


@pytest.mark.parametrize(
    "act", ["erase:1", "assign:", "assign:999999", "status:merged", "", "label:1"]
)
def test_an_unknown_act_on_many_changes_nothing(desk, talk, act):
    desk.post("/inbox/bulk/", {"pick": [talk.pk], "act": act})
    assert not Undoable.objects.exists()


def test_a_strangers_conversations_are_not_among_the_many(desk, say, rival_mailbox, jiho):
    alien = say("9", account=rival_mailbox)
    desk.post("/inbox/bulk/", {"pick": [alien.pk], "act": f"assign:{jiho.pk}"})
    alien.refresh_from_db()
    assert alien.assignee is None


def test_nobody_takes_back_what_another_did(client, talk, minseo, jiho):
    row = Undoable.objects.create(member=jiho, act="assign", before=[])
    client.force_login(minseo)
    assert client.post(f"/inbox/undo/{row.pk}/").status_code == 404


def test_the_mail_kind_is_there_to_answer_with():
    assert kinds()["mail"].capabilities.can_reply
