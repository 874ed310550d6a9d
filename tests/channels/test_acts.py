"""Acts on posts that stand at the network: done by the worker, again when nobody knows, told once."""

from datetime import timedelta

import pytest
from tests.channels.pretend import Able, unsure

from hanjari.channels import actions, queries, registry, tasks
from hanjari.channels.contract import BrokenError, RefusedError, SpentError
from hanjari.channels.models import Account, Act
from hanjari.journal.models import Entry
from hanjari.kit.clock import now

State, What = Act.State, Act.What


@pytest.fixture
def able(monkeypatch) -> Able:
    kind = Able()
    known = {**registry.kinds(), kind.slug: kind}
    monkeypatch.setattr(registry, "kinds", lambda: known)
    return kind


@pytest.fixture
def place(able, hanbit) -> Account:
    return Account.objects.create(organisation=hanbit.organisation, kind="able", name="광장")


@pytest.fixture
def act(place, minseo) -> Act:
    return actions.ask_act(place, "p1", What.TAKE_BACK, by=minseo, reason="틀린 날짜")


def fresh(act: Act) -> Act:
    return Act.objects.get(pk=act.pk)


def events() -> list[str]:
    return list(Entry.objects.filter(noun="act").order_by("id").values_list("event", flat=True))


def refuse(*, can_retry: bool):
    def refusing() -> None:
        raise RefusedError("busy", "The network is busy.", can_retry=can_retry)

    return refusing


def test_nothing_is_asked_of_the_network_before_the_worker_comes(act, able):
    assert (able.done, fresh(act).state) == ([], State.QUEUED)
    assert list(queries.due_acts()) == [act]


def test_the_worker_does_it_once_and_says_so(act, able):
    assert actions.perform(act.pk) == State.DONE
    assert actions.perform(act.pk) == ""
    assert able.done == [("take_back", "p1")]
    assert (events(), fresh(act).failure) == (["act.done"], {})


def test_the_errand_hands_each_account_one_thing_at_a_time(act, able, place, minseo, monkeypatch):
    other = actions.ask_act(place, "p2", What.HOLD, by=minseo)
    offered = []
    monkeypatch.setattr(tasks.SENDS, "offer", lambda key, job: offered.append((key, job.args)))
    tasks.do_due_acts()
    assert offered == [(place.pk, (act.pk,))]
    assert other.state == State.QUEUED


@pytest.mark.parametrize(
    ("what", "text", "met"),
    [("correct", "고친 말", ("correct", "p1", "고친 말")), ("hold", "", ("hold", "p1"))],
)
def test_each_act_is_its_kinds_own_call(able, place, minseo, what, text, met):
    actions.perform(actions.ask_act(place, "p1", what, by=minseo, text=text).pk)
    assert able.done == [met]


def test_an_edit_that_gets_a_new_number_says_it(able, place, minseo):
    able.number = "p1-2"
    act = actions.ask_act(place, "p1", What.CORRECT, by=minseo, text="고친 말")
    actions.perform(act.pk)
    assert fresh(act).renamed_to == "p1-2"


def test_a_refusal_is_told_with_the_networks_words(act, able):
    able.on_act = refuse(can_retry=False)
    assert actions.perform(act.pk) == State.REFUSED
    assert fresh(act).failure["words"] == "The network is busy."
    assert events() == ["act.refused"]


def test_a_busy_network_is_asked_again_later(act, able):
    able.on_act = refuse(can_retry=True)
    assert actions.perform(act.pk) == State.QUEUED
    assert fresh(act).not_before > now()
    assert events() == []


def test_what_may_have_been_done_is_done_again_and_at_last_nobody_knows(act, able):
    able.on_act = unsure
    states = []
    for _round in range(6):
        Act.objects.filter(pk=act.pk).update(not_before=now())
        states.append(actions.perform(act.pk))
    assert states == [State.QUEUED] * 5 + [State.UNKNOWN]
    assert events() == ["act.unknown"]


def test_an_act_whose_worker_died_is_done_again(act, able):
    gone = {"state": State.DOING, "claimed_by": "nobody", "attempts": 1}
    Act.objects.filter(pk=act.pk).update(**gone, claimed_at=now() - timedelta(hours=1))
    assert actions.free_dead_acts() == 1
    assert fresh(act).state == State.QUEUED


def test_a_running_act_is_left_alone(act, able):
    found = []
    able.on_act = lambda: found.append(actions.free_dead_acts())
    actions.perform(act.pk)
    assert found == [0]


def test_a_paused_account_waits(act, able, place):
    Account.objects.filter(pk=place.pk).update(paused_at=now())
    assert actions.perform(act.pk) == ""
    assert not queries.due_acts()


def test_the_same_asked_twice_is_one_act_and_another_must_wait(act, place, minseo):
    assert actions.ask_act(place, "p1", What.TAKE_BACK, by=minseo) == act
    with pytest.raises(actions.BusyError):
        actions.ask_act(place, "p1", What.CORRECT, by=minseo, text="다른 말")
    actions.perform(act.pk)
    assert actions.ask_act(place, "p1", What.TAKE_BACK, by=minseo) != act


@pytest.mark.parametrize("what", ["trash", "bless", "nonsense"])
def test_what_the_network_has_no_word_for_is_refused_at_once(place, minseo, what):
    with pytest.raises(RefusedError):
        actions.ask_act(place, "p1", what, by=minseo)


def test_a_kind_without_the_protocol_offers_nothing(account, pretend, minseo):
    assert actions.possible(pretend, is_ours=True) == ()
    assert actions.possible(pretend, is_ours=False) == ()
    with pytest.raises(RefusedError):
        actions.ask_act(account, "p1", What.TAKE_BACK, by=minseo)


def test_a_kind_offers_what_it_has(able):
    assert actions.possible(able, is_ours=True) == ("correct", "take_back")
    assert actions.possible(able, is_ours=False) == ("hold", "ban")


def test_the_newest_act_on_each_post_is_found(act, place, minseo):
    actions.perform(act.pk)
    newest = actions.ask_act(place, "p1", What.CORRECT, by=minseo, text="새 말")
    assert queries.latest_acts(place, ["p1", "p2"]) == {"p1": newest}


class Renewing(Able):
    """Its permission has to be renewed first, and can't be."""

    fault = BrokenError("login", "The permission has ended.", needs_person=True)

    def renew(self, access):
        raise self.fault


@pytest.fixture
def renewing(monkeypatch) -> Renewing:
    kind = Renewing()
    known = {**registry.kinds(), kind.slug: kind}
    monkeypatch.setattr(registry, "kinds", lambda: known)
    return kind


def test_an_act_waits_for_a_person_when_the_permission_has_ended(renewing, hanbit, minseo):
    place = Account.objects.create(organisation=hanbit.organisation, kind="able", name="광장")
    act = actions.ask_act(place, "p1", What.TAKE_BACK, by=minseo)
    assert actions.perform(act.pk) == State.QUEUED
    assert (renewing.done, fresh(act).attempts) == ([], 0)
    place.refresh_from_db()
    assert place.halted_at is not None
    Act.objects.update(not_before=now())
    assert list(queries.due_acts()) == []


def test_an_act_waits_for_the_meter_and_loses_no_attempt(act, able):
    def spent() -> None:
        raise RefusedError("rate", "Spent.", can_retry=True, retry_after=3600) from SpentError(
            "rate", "Spent.", 3600
        )

    able.on_act = spent
    assert actions.perform(act.pk) == State.QUEUED
    found = fresh(act)
    assert (found.attempts, found.failure["code"]) == (0, "rate")
    assert found.not_before - now() > timedelta(minutes=40)


def test_more_money_begins_an_act_that_the_budget_stopped(act, able, place, yuna):
    def spent() -> None:
        raise RefusedError("budget", "Spent.", can_retry=True) from SpentError(
            "budget", "Spent.", 86_400
        )

    able.on_act = spent
    assert actions.perform(act.pk) == State.QUEUED
    place.refresh_from_db()
    assert (place.stopped_for, list(queries.due_acts())) == ("budget", [])
    actions.set_budget(place, 5000, by=yuna)
    assert list(queries.due_acts()) == [act]
