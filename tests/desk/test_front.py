"""The front page: what waits today."""

from django.test import Client

from hanjari.channels.models import Account
from hanjari.conversations.models import Approval, Conversation, Mention, Note, Reply


def test_a_fresh_desk_teaches_to_connect_a_channel(client: Client, yuna):
    client.force_login(yuna)
    page = client.get("/").content.decode()
    assert "첫 채널을 연결해 주세요" in page
    assert "/settings/channels/" in page


def test_what_waits_for_me_leads_to_its_conversation(client: Client, hanbit, jiho, minseo):
    account = Account.objects.create(organisation=hanbit.organisation, kind="mail", name="care")
    talk = Conversation.objects.create(
        organisation=hanbit.organisation, account=account, thread_key="1", speaker="하늘",
        assignee=jiho, text="물이 샙니다", last_id=1,
    )  # fmt: skip
    note = Note.objects.create(conversation=talk, by=minseo, text="@지호 봐 주세요")
    Mention.objects.create(note=note, member=jiho)
    reply = Reply.objects.create(
        conversation=talk, by=minseo, text="곧 갑니다", state=Reply.State.WAITING
    )
    Approval.objects.create(reply=reply, rule="약속")
    client.force_login(jiho)
    page = client.get("/").content.decode()
    for link in ("?view=mine", f"#note-{note.pk}", f"#reply-{reply.pk}"):
        assert f"{link}" in page


def test_a_stranger_sees_nothing_of_it(client: Client, hanbit, taeyang):
    Account.objects.create(organisation=hanbit.organisation, kind="mail", name="care")
    client.force_login(taeyang)
    assert "첫 채널을 연결해 주세요" in client.get("/").content.decode()


def test_the_front_page_is_not_posted_to(client: Client, minseo):
    client.force_login(minseo)
    assert client.post("/").status_code == 405
