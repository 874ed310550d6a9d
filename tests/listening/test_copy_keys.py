"""Copy keys: a copy finds its first among all of a day, whatever was said between, and the keys go with their time."""

import random
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from tests.listening.spoken import NOON, heard, said
from tests.listening.test_folding import ADVERT, NEWS

from hanjari.channels.envelope import Sender
from hanjari.channels.models import Account
from hanjari.journal.hearing import seat_listeners
from hanjari.kit.clock import at
from hanjari.listening import actions as listening
from hanjari.listening import beside, copy_keys
from hanjari.listening.actions import folds
from hanjari.listening.folding import BURST
from hanjari.listening.models import CopyKey, Fold, Folded, Message, Unfolded
from hanjari.listening.queries import folded_among, folds_of

KEYS = 10


@pytest.fixture(autouse=True)
def _ears(db) -> None:
    seat_listeners()


def hear(account: Account, *posts: tuple[str, str], hours: float = 0, late: float = 0) -> list[int]:
    """What is said at an hour, `late` hours after it."""
    begin = NOON + timedelta(hours=hours)
    with at(begin + timedelta(hours=late, minutes=len(posts))):
        return heard(account, posts, begin)


def chatter(account: Account, count: int, hours: float) -> None:
    """Many who say something else, within an hour."""
    dice = random.Random(count)  # noqa: S311 (texts to fill with)
    signs = "".join(chr(0xAC00 + n) for n in range(0, 11_172, 7))
    begin = NOON + timedelta(hours=hours)
    with at(begin + timedelta(hours=1)):
        listening.keep(
            account,
            [
                said(
                    account, f"c{hours}-{n}", "".join(dice.choices(signs, k=24)),
                    sender=Sender(f"u{n}", "이웃"),
                    posted_at=begin + timedelta(hours=n / count),
                )
                for n in range(count)
            ],
        )  # fmt: skip
        heard(account, [], begin)


def test_a_copy_finds_its_first_behind_four_thousand_others(square, market):
    (first,) = hear(square, ("가", NEWS))
    chatter(market, 4_100, hours=1)
    assert Fold.objects.count() == 0
    (copy,) = hear(square, ("나", "[속보] " + NEWS), hours=20)
    assert folded_among([first, copy]) == {copy}
    assert folds_of([first])[first].fold.reason == Fold.Reason.COPIES


def test_a_bot_floods_however_much_others_say_between(square, market):
    posts = [("봇", f"{n}번째 소식: {n * n * n}") for n in range(BURST)]
    start = NOON - timedelta(hours=1)
    for n, post in enumerate(posts):
        with at(start + timedelta(seconds=20 * n)):
            heard(square, [post], start + timedelta(seconds=15 * n))
        if n == BURST // 2:
            chatter(market, 100, hours=-2)
    assert Fold.objects.get().reason == Fold.Reason.BURST
    assert Folded.objects.count() == BURST


def test_copies_leave_no_keys_of_their_own(square):
    hear(square, *[(f"{n}", NEWS) for n in range(20)])
    assert CopyKey.objects.count() == KEYS
    assert set(CopyKey.objects.values_list("message_id", flat=True)) == {
        Fold.objects.get().first_id
    }


def test_keys_lead_nowhere_but_to_messages_and_short_words_leave_none(square):
    (long, _short) = hear(square, ("가", NEWS), ("나", "고마워요"))
    assert list(CopyKey.objects.values_list("message_id", flat=True)) == [long] * KEYS


def test_another_company_has_other_keys(square, narae):
    theirs = Account.objects.create(organisation=narae.organisation, kind="spoken", name="나래")
    hear(square, ("가", NEWS))
    hear(theirs, ("나", NEWS))
    assert CopyKey.objects.count() == 2 * KEYS
    assert Fold.objects.count() == 0


def test_looking_again_leaves_the_same_keys(square):
    ids = hear(square, ("가", NEWS), ("나", NEWS), ("다", ADVERT))
    before = set(CopyKey.objects.values_list("id", "message_id"))
    with at(NOON + timedelta(hours=1)):
        listening.await_folding(square.organisation_id, ids)
        listening.fold_waiting()
    assert set(CopyKey.objects.values_list("id", "message_id")) == before
    assert (Fold.objects.count(), Folded.objects.count()) == (1, 1)


def test_a_worker_that_dies_while_it_folds_leaves_all_of_it_to_the_next(square, monkeypatch):
    def die(_held) -> None:
        raise KeyboardInterrupt

    hear(square, ("가", NEWS))
    with monkeypatch.context() as patched:
        patched.setattr(folds.copy_keys, "leave", die)
        with pytest.raises(KeyboardInterrupt):
            hear(square, ("나", NEWS), ("다", ADVERT), hours=2)
    assert (Fold.objects.count(), CopyKey.objects.count(), Unfolded.objects.count()) == (0, KEYS, 1)
    with at(NOON + timedelta(hours=3)):
        assert not listening.fold_waiting()
    assert (Fold.objects.count(), CopyKey.objects.count(), Unfolded.objects.count()) == (
        1,
        2 * KEYS,
        0,
    )


def test_keys_go_when_no_copy_can_come_any_more(square):
    hear(square, ("가", NEWS))
    hear(square, ("나", ADVERT), hours=20)
    with at(NOON + copy_keys.HORIZON - timedelta(minutes=1)):
        assert copy_keys.forget(range(copy_keys.SLICES)) == 0
    with at(NOON + copy_keys.HORIZON + timedelta(minutes=1)):
        assert copy_keys.forget(range(copy_keys.SLICES)) == KEYS
    assert CopyKey.objects.count() == KEYS


def test_in_an_hour_every_key_is_looked_at(square):
    hear(square, *[(f"{n}", f"{n}번째 손님이 {n**9} 때문에 화가 많이 났습니다") for n in range(30)])
    assert CopyKey.objects.count() > 20 * KEYS
    later = NOON + copy_keys.HORIZON + timedelta(hours=1)
    counts = []
    for minute in range(60):
        with at(later + timedelta(minutes=minute)):
            counts.append(copy_keys.forget())
    assert not CopyKey.objects.exists()
    assert max(counts) < sum(counts) / 4, "a minute takes a small piece"


def test_a_copy_heard_half_a_day_late_still_finds_its_first(square):
    (first,) = hear(square, ("가", NEWS))
    with at(NOON + timedelta(hours=35)):
        copy_keys.forget(range(copy_keys.SLICES))
    (copy,) = hear(square, ("나", NEWS), hours=23.5, late=12)
    assert folded_among([first, copy]) == {copy}


def test_what_is_said_again_after_a_day_takes_the_keys_over(square):
    hear(square, ("가", NEWS))
    (anew,) = hear(square, ("나", NEWS), hours=25)
    (copy,) = hear(square, ("다", NEWS), hours=30)
    assert folds_of([anew])[anew].folded_count == 1
    assert folded_among([copy]) == {copy}
    assert CopyKey.objects.filter(message_id=anew).count() == KEYS


def test_an_erased_first_draws_nothing_and_the_next_takes_its_place(square, jiho):
    (erased,) = hear(square, ("가", NEWS))
    listening.erase_message(Message.objects.get(pk=erased), by=jiho, reason="asked")
    second, third = hear(square, ("나", NEWS), hours=1) + hear(square, ("다", NEWS), hours=2)
    assert folded_among([second, third]) == {third}


def test_people_who_repeat_an_advertisement_are_folded_with_one_another(square):
    hear(square, *[("봇", ADVERT)] * 3)
    first = hear(square, ("하늘", ADVERT), hours=1)
    second = hear(square, ("바다", ADVERT), hours=2)
    assert folded_among(first + second) == set(second)


def test_an_archive_folds_by_its_own_time_and_leaves_no_keys(square):
    years = 24 * 365
    first = hear(square, ("가", NEWS), hours=-years, late=years)
    second = hear(square, ("나", NEWS), hours=-years + 5, late=years)
    assert folded_among(first + second) == set(second)
    assert not CopyKey.objects.exists()


def test_an_archive_is_laid_beside_no_more_than_there_is_room_for(square, monkeypatch):
    monkeypatch.setattr(beside, "NEIGHBOURS", 2)
    early = [
        ("가", NEWS),
        *[(f"{n}", f"{n}번째 손님의 다른 이야기 {n**9}입니다") for n in range(3)],
    ]
    hear(square, *early, hours=-500, late=500)
    late = hear(square, ("나", NEWS), hours=-499, late=500)
    assert folded_among(late) == set()


def test_after_the_update_what_was_said_lately_gets_its_keys(square):
    ids = hear(square, ("가", NEWS), ("나", ADVERT), hours=5)
    hear(square, ("다", "오래전에 누가 정수기 필터에 대하여 길게 물은 말"), hours=-200)
    CopyKey.objects.all().delete()
    module = import_module("hanjari.listening.migrations.0020_copy_keys")
    with at(NOON + timedelta(hours=6)):
        module.let_the_last_day_be_folded_again(apps, None)
        assert Unfolded.objects.get().message_ids == ids
        listening.fold_waiting()
    assert CopyKey.objects.count() == 2 * KEYS
