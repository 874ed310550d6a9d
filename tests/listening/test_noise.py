"""Noise: copies fold into their first, floods fold whole, and a member's word stands over the rules."""

from datetime import timedelta

import pytest
from django.http import Http404
from tests.listening.spoken import NOON, heard, said
from tests.listening.test_folding import ADVERT, NEWS

from hanjari.channels.envelope import Sender
from hanjari.channels.models import Account
from hanjari.journal.hearing import seat_listeners
from hanjari.journal.models import Entry
from hanjari.kit.clock import at
from hanjari.listening import actions as listening
from hanjari.listening.actions import folds
from hanjari.listening.models import Fold, Folded, Message, Unfolded
from hanjari.listening.queries import fold_for, folded_among, folds_of, lies_in


@pytest.fixture(autouse=True)
def _ears(db) -> None:
    seat_listeners()


def hear(account: Account, *posts: tuple[str, str], minutes: float = 0) -> list[int]:
    """Posts of (author, text), a minute apart; ids in the same order."""
    begin = NOON + timedelta(minutes=minutes)
    with at(begin + timedelta(minutes=len(posts))):
        return heard(account, posts, begin)


def test_copies_fold_into_the_first_with_their_count(square):
    first, other, second, third = hear(
        square,
        ("가", NEWS),
        ("하늘", "물이 새요"),
        ("나", NEWS + " (끝)"),
        ("다", "[속보] " + NEWS),
    )
    assert folded_among([first, other, second, third]) == {second, third}
    behind = folds_of([first, other])
    assert set(behind) == {first}
    assert behind[first].folded_count == 2
    assert lies_in(behind[first].fold) == [third, second, first]


def test_a_copy_that_comes_in_a_later_batch_joins_the_same_fold(square, market):
    first, second = hear(square, ("가", NEWS), ("나", NEWS))
    (third,) = hear(market, ("다", NEWS), minutes=60)
    (late,) = hear(square, ("라", NEWS), minutes=24 * 60 + 5)
    assert Fold.objects.count() == 1
    assert folds_of([first])[first].folded_count == 2
    assert folded_among([first, second, third, late]) == {second, third}


def test_a_flood_folds_whole_and_what_comes_after_it_too(square):
    flood = hear(square, *[("봇", "여기 좋아요")] * 3)
    more = hear(square, ("봇", "여기 좋아요"), ("하늘", "여기 좋아요"), minutes=10)
    assert folded_among(flood + more) == {*flood, more[0]}
    fold = Fold.objects.get()
    assert (fold.reason, fold.first_id) == (Fold.Reason.REPEATED, flood[0])


def test_nothing_is_deleted_and_looking_again_changes_nothing(square):
    ids = hear(square, *[("봇", ADVERT)] * 4)
    listening.await_folding(square.organisation_id, ids)
    assert not listening.fold_waiting(), "it took everything at once"
    assert Message.objects.count() == 4
    assert Folded.objects.count() == 4
    assert Fold.objects.count() == 1
    assert not Unfolded.objects.exists()


def test_what_is_too_much_for_one_go_is_looked_at_in_several(square, monkeypatch):
    ids = hear(square, *[("봇", ADVERT)] * 4)
    monkeypatch.setattr(folds, "FULL", 2)
    Folded.objects.all().delete()
    Fold.objects.all().delete()
    for pk in ids:
        listening.await_folding(square.organisation_id, [pk])
    listening.await_folding(square.organisation_id, ids)
    assert [listening.fold_waiting() for _ in range(3)] == [True, True, False]
    assert not Unfolded.objects.exists()
    assert folded_among(ids) == set(ids)


def test_one_company_folds_nothing_of_another(square, narae):
    theirs = Account.objects.create(organisation=narae.organisation, kind="spoken", name="나래")
    ids = hear(square, ("가", NEWS)) + hear(theirs, ("나", NEWS))
    assert folded_among(ids) == set()


def test_a_member_calls_a_message_noise_and_its_copies_follow(square, minseo):
    (one,) = hear(square, ("가", NEWS))
    fold = listening.call_noise(Message.objects.get(pk=one), by=minseo)
    (copy,) = hear(square, ("나", NEWS), minutes=5)
    assert folded_among([one, copy]) == {one, copy}
    assert (fold.reason, fold.by) == (Fold.Reason.SAID, minseo)
    assert Entry.objects.filter(event="noise.called", by=minseo, noun_id=one).count() == 1


def test_calling_the_first_of_copies_noise_hides_them_all(square, minseo):
    first, second = hear(square, ("가", NEWS), ("나", NEWS))
    listening.call_noise(Message.objects.get(pk=first), by=minseo)
    assert folded_among([first, second]) == {first, second}
    assert Fold.objects.count() == 1


def test_what_a_member_calls_no_noise_is_never_folded_again(square, minseo):
    flood = hear(square, *[("봇", "여기 좋아요")] * 3)
    listening.call_signal(Message.objects.get(pk=flood[0]), by=minseo)
    listening.call_signal(Message.objects.get(pk=flood[0]), by=minseo)
    more = hear(square, *[("봇", "여기 좋아요")] * 3, minutes=10)
    assert folded_among(flood + more) == {*flood[1:], *more}
    assert Entry.objects.filter(event="noise.denied").count() == 1


@pytest.mark.parametrize("author", ["봇", "나"])
def test_a_fold_that_was_taken_apart_stays_apart(square, minseo, author):
    ids = hear(square, ("봇", NEWS), (author, NEWS), (author, NEWS), (author, NEWS))
    fold = Fold.objects.get()
    listening.unfold(fold, by=minseo)
    listening.unfold(fold, by=minseo)
    more = hear(square, (author, NEWS), minutes=10)
    assert folded_among(ids + more) == set()
    assert folds_of(ids) == {}
    assert Entry.objects.filter(event="fold.undone").count() == 1


def test_it_can_be_folded_again_by_hand(square, minseo):
    (one,) = hear(square, ("가", NEWS))
    message = Message.objects.get(pk=one)
    listening.unfold(listening.call_noise(message, by=minseo), by=minseo)
    assert folded_among([one]) == set()
    listening.call_noise(message, by=minseo)
    assert folded_among([one]) == {one}


def test_our_own_posts_and_erased_ones_fold_into_nothing(square, jiho):
    listening.keep(
        square,
        [said(square, str(n), NEWS, is_ours=True, sender=Sender("us", "한빛")) for n in range(3)],
    )
    ids = hear(square, ("가", NEWS))
    listening.erase_message(Message.objects.get(pk=ids[0]), by=jiho, reason="asked")
    ids += hear(square, ("나", NEWS), minutes=9)
    assert folded_among(Message.objects.values_list("pk", flat=True)) == set()


def test_a_stranger_finds_no_fold(square, taeyang, minseo):
    hear(square, ("가", NEWS), ("나", NEWS))
    fold = Fold.objects.get()
    assert fold_for(minseo, fold.pk) == fold
    with pytest.raises(Http404):
        fold_for(taeyang, fold.pk)
