"""What was said before is read apart: behind all that is new, a catch at a time, wherever it was cut off."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.channels.dying import dead_worker
from tests.channels.pretend import Pretend

from hanjari.channels import actions, queries, registry, tasks
from hanjari.channels.contract import Access, BrokenError, Catch, Raw, SpentError
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.models import Account, LookBack, RawPayload
from hanjari.conversations.models import Clock, Conversation
from hanjari.journal.hearing import settle
from hanjari.journal.models import Entry
from hanjari.kit.clock import now
from hanjari.listening.actions import hear_waiting
from hanjari.listening.models import Message
from hanjari.people.models import Member

LIST = "/settings/channels/"
State = RawPayload.State


class Remembering(Pretend):
    """A payload is `name@time`; the past is a list of pages, the newest first."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[list[str]] = []
        self.on_page: Callable[[int], None] = lambda number: None
        self.asked: list[int] = []

    def backfill(self, access: Access) -> Iterator[Catch]:
        for number in range(int(access.past.get("page", 0)), len(self.pages)):
            self.asked.append(number)
            self.on_page(number)
            raws = tuple(Raw(text.encode()) for text in self.pages[number])
            is_last = number + 1 == len(self.pages)
            yield Catch(raws, {"page": number + 1}, is_last=is_last)

    def read(self, access: Access, raw: Raw) -> list[Envelope]:
        name, _, at = raw.body.decode().partition("@")
        at = datetime.fromisoformat(at) if at else now()
        sender = Sender(f"p-{name}", name)
        return [Envelope(access.account_id, name, at, sender, f"{name} 환불해 주세요?")]


@pytest.fixture
def memory(monkeypatch) -> Remembering:
    kind = Remembering()
    known = {**registry.kinds(), kind.slug: kind}
    monkeypatch.setattr(registry, "kinds", lambda: known)
    long_ago = now() - timedelta(days=30)
    kind.pages = [
        [f"old-{page}-{one}@{(long_ago - timedelta(days=page)).isoformat()}" for one in range(3)]
        for page in range(4)
    ]
    return kind


@pytest.fixture
def place(memory, hanbit, yuna) -> Account:
    """Pulled once already."""
    return Account.objects.create(
        organisation=hanbit.organisation,
        kind="pretend",
        name="한빛 가상",
        owner=yuna,
        last_success_at=now(),
        next_pull_at=now() + timedelta(hours=1),
    )


@pytest.fixture
def asked(place, yuna) -> Account:
    assert actions.ask_look_back(place, by=yuna)
    return place


def fresh(account: Account) -> Account:
    return Account.objects.get(pk=account.pk)


def again(account: Account) -> int:
    LookBack.objects.update(next_at=now())
    return actions.look_back(account.pk)


def fail(error: Exception) -> Callable[[int], None]:
    def failing(number: int) -> None:
        raise error

    return failing


def page(client: Client, account: Account) -> str:
    return client.get(f"{LIST}{account.pk}/").content.decode()


def at_desk(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def test_nothing_is_read_back_before_somebody_asks(memory, place):
    assert actions.look_back(place.pk) == 0
    assert memory.asked == []


def test_the_past_is_read_to_its_end_with_how_far_it_has_come(memory, asked):
    assert actions.look_back(asked.pk) == 12
    after = fresh(asked)
    assert after.past == {"page": 4}
    assert after.cursor == {}, "what is new has a cursor of its own"
    assert after.past_done_at
    assert after.last_message_at is None
    assert memory.asked == [0, 1, 2, 3]
    assert not queries.due_look_backs().exists()
    assert set(RawPayload.objects.values_list("state", flat=True)) == {State.LATER}
    reached = LookBack.objects.get().reached_at
    assert timedelta(days=32) < now() - reached < timedelta(days=34)
    assert Entry.objects.filter(event="account.look_back_done").count() == 1


def test_a_new_message_is_read_first_while_ten_thousand_old_ones_wait(memory, asked):
    long_ago = (now() - timedelta(days=40)).isoformat()
    RawPayload.objects.bulk_create(
        RawPayload(
            account=asked, digest=f"{n:064}", body=f"o-{n}@{long_ago}".encode(), state=State.LATER
        )
        for n in range(5_000)
    )
    actions.keep_raw(asked, [Raw(b"fresh")])
    RawPayload.objects.bulk_create(
        RawPayload(
            account=asked, digest=f"x{n:063}", body=f"x-{n}@{long_ago}".encode(), state=State.LATER
        )
        for n in range(5_000)
    )
    assert hear_waiting(10) == 1
    assert Message.objects.get().external_id == "fresh"
    assert hear_waiting(10) == 10, "then the old ones go on"
    assert RawPayload.objects.filter(state=State.LATER).count() == 9_990


def test_no_more_is_fetched_while_many_old_ones_wait_or_anything_new_does(memory, asked):
    RawPayload.objects.bulk_create(
        RawPayload(account=asked, digest=f"{n:064}", body=b"o", state=State.LATER)
        for n in range(200)
    )
    actions.look_back(asked.pk)
    assert memory.asked == [0], "a catch at most"
    RawPayload.objects.all().delete()
    actions.keep_raw(asked, [Raw(b"fresh")])
    LookBack.objects.update(next_at=now())
    assert not tasks.look_back()
    assert memory.asked == [0]


def test_the_hand_yields_after_each_catch_when_something_new_is_due(memory, asked):
    memory.on_page = lambda number: Account.objects.filter(pk=asked.pk).update(next_pull_at=now())
    actions.look_back(asked.pk)
    assert fresh(asked).past == {"page": 1}
    assert again(asked) == 0, "the pull goes first"
    actions.pull_account(asked.pk)
    memory.on_page = lambda number: None
    assert again(asked) == 9
    assert memory.asked == [0, 1, 2, 3], "nothing is asked twice"


def test_a_killed_reading_goes_on_behind_its_last_whole_catch(memory, asked):
    def die(number: int) -> None:
        if number == 2:
            raise SystemExit

    memory.on_page = die
    with pytest.raises(SystemExit):
        actions.look_back(asked.pk)
    assert fresh(asked).past == {"page": 2}
    later = now() + timedelta(minutes=9)
    LookBack.objects.update(held_by=dead_worker(), next_at=later)
    memory.on_page = lambda number: None
    assert actions.look_back(asked.pk) == 0
    actions.free_dead_looks()
    assert actions.look_back(asked.pk) == 6
    assert RawPayload.objects.count() == 12


def test_a_broken_network_waits_longer_each_time_and_says_so(memory, asked, yuna):
    memory.on_page = fail(BrokenError("down", "네트워크에 닿지 않았습니다."))
    waits = []
    for _ in range(3):
        again(asked)
        waits.append(LookBack.objects.get().next_at - now())
    assert waits[0] < waits[2]
    assert "네트워크에 닿지 않았습니다." in page(at_desk(yuna), asked)
    assert not fresh(asked).failing_since, "what is new is not ill of it"
    memory.on_page = lambda number: None
    again(asked)
    assert LookBack.objects.get().failure == {}


def test_a_spent_quota_waits_as_long_as_it_lasts(memory, asked):
    memory.on_page = fail(SpentError("rate", "오늘 몫을 다 썼습니다.", 7200.0))
    actions.look_back(asked.pk)
    assert LookBack.objects.get().next_at > now() + timedelta(seconds=7100)


def test_a_mistake_in_the_kind_hurts_nobody_else(memory, asked):
    memory.on_page = fail(ZeroDivisionError())
    actions.look_back(asked.pk)
    assert LookBack.objects.get().failure["code"] == "unexpected"


def test_stopped_and_asked_again_it_goes_on_where_it_was(memory, asked, yuna):
    memory.on_page = lambda number: number == 1 and actions.stop_look_back(asked, by=yuna)
    actions.look_back(asked.pk)
    assert fresh(asked).past == {"page": 2}
    assert again(asked) == 0
    memory.on_page = lambda number: None
    assert actions.ask_look_back(fresh(asked), by=yuna)
    again(asked)
    assert memory.asked == [0, 1, 2, 3]
    assert not actions.ask_look_back(fresh(asked), by=yuna), "there is nothing more"


@pytest.mark.parametrize("column", ["paused_at", "removed_at", "halted_at"])
def test_an_account_that_rests_is_not_read_back(memory, asked, column):
    Account.objects.filter(pk=asked.pk).update(**{column: now()})
    assert actions.look_back(asked.pk) == 0
    assert memory.asked == []


def test_an_account_is_pulled_once_before_it_is_read_back(memory, asked):
    Account.objects.filter(pk=asked.pk).update(last_success_at=None)
    assert actions.look_back(asked.pk) == 0


def test_old_messages_start_no_clock_and_alarm_nobody(memory, asked):
    actions.look_back(asked.pk)
    hear_waiting(100)
    settle()
    assert Message.objects.count() == 12
    assert Conversation.objects.count() == 12
    assert not Clock.objects.exists()
    assert not Conversation.objects.filter(waiting_since__isnull=False).exists()
    actions.keep_raw(asked, [Raw(b"fresh")])
    hear_waiting(100)
    settle()
    waiting = Conversation.objects.get(waiting_since__isnull=False)
    assert waiting.speaker == "fresh"


def test_what_is_read_back_and_was_pulled_before_is_one_message(memory, asked):
    twice = memory.pages[0][0].encode()
    actions.keep_raw(asked, [Raw(twice)])
    hear_waiting(10)
    actions.look_back(asked.pk)
    hear_waiting(100)
    assert Message.objects.count() == 12


@pytest.mark.django_db(transaction=True)
def test_the_errand_reads_in_a_hand_of_its_own(memory, asked):
    assert not tasks.look_back()
    assert tasks.LOOKS.finish(20)
    assert fresh(asked).past_done_at


def test_a_member_asks_sees_how_far_and_stops(memory, place, yuna):
    yuna.language = "en"
    yuna.save(update_fields=["language"])
    desk = at_desk(yuna)
    assert "Read older messages" in page(desk, place)
    assert desk.post(f"{LIST}{place.pk}/past/").status_code == 302
    assert "Being read while nothing new waits." in page(desk, place)
    memory.on_page = lambda number: number == 0 and actions.stop_look_back(place, by=yuna)
    actions.look_back(place.pk)
    assert "Read back to" in page(desk, place)
    assert "Go on reading" in page(desk, place)
    desk.post(f"{LIST}{place.pk}/past/")
    desk.post(f"{LIST}{place.pk}/past/stop/")
    assert LookBack.objects.get().stopped_at
    desk.post(f"{LIST}{place.pk}/past/")
    again(place)
    assert "Everything that the network still gives has been read." in page(desk, place)
    events = Entry.objects.filter(event__startswith="account.look_back")
    assert events.filter(by=yuna).count() == 5


@pytest.mark.parametrize("door", ["past/", "past/stop/"])
def test_strangers_readers_and_lookers_change_nothing(memory, place, taeyang, minseo, yuna, door):
    path = f"{LIST}{place.pk}/{door}"
    assert at_desk(taeyang).post(path).status_code == 404
    assert at_desk(minseo).post(path).status_code == 403
    assert at_desk(yuna).get(path).status_code == 405
    assert not LookBack.objects.exists()


def test_a_network_without_a_past_offers_none(account, yuna):
    assert at_desk(yuna).post(f"{LIST}{account.pk}/past/").status_code == 404
    assert "past/" not in page(at_desk(yuna), account)
