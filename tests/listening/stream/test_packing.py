"""Packs: whatever frames hold comes out as it went in; none is larger than a server takes."""

import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.channels.contract import Frame, UnreadableError
from hanjari.listening.stream.packing import LARGEST, MOST, packed, subject_of, unpacked

words = st.text(st.characters(blacklist_categories=["Cs"]), max_size=50)
frames = st.builds(
    Frame,
    words,
    words,
    words,
    words,
    st.floats(0, 4e9),
    st.lists(words, max_size=2).map(tuple),
    st.lists(words, max_size=2).map(tuple),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(frames, max_size=30))
def test_frames_come_out_as_they_went_in_each_subject_in_order(given_frames):
    taken = [unpacked(pack.body) for pack in packed(7, given_frames)]
    assert all(account == 7 for account, _frames in taken)
    found = [frame for _account, some in taken for frame in some]
    assert sorted(map(repr, found)) == sorted(map(repr, given_frames))
    for subject in {subject_of(one) for one in found}:
        mine = [one for one in given_frames if subject_of(one) == subject]
        assert [one for one in found if subject_of(one) == subject] == mine


def test_packs_are_bounded_in_number_and_bytes():
    many = [Frame(str(n), "a", "한" * 500) for n in range(3_000)]
    packs = list(packed(1, many))
    assert all(len(zlib.decompress(pack.body)) <= LARGEST + 100 for pack in packs)
    assert all(len(unpacked(pack.body)[1]) <= MOST for pack in packs)
    assert sum(len(unpacked(pack.body)[1]) for pack in packs) == 3_000


def test_what_is_too_large_for_any_pack_is_left_out_and_a_lone_surrogate_does_not_hurt():
    huge, odd = Frame("1", "a", "한" * 400_000), Frame("2", "a", "\ud800 한빛")
    [pack] = packed(1, [huge, odd])
    assert [one.text for one in unpacked(pack.body)[1]] == ["? 한빛"]


NO_FRAMES = [b"", b"\xc1", b"\x90", b"\x92\x01\xc0", b"\x92\x01\x91\x91\xa1\xff", b"\x91" * 9_000]


@pytest.mark.parametrize("body", [*NO_FRAMES, *map(zlib.compress, NO_FRAMES)])
def test_what_is_no_pack_says_so(body):
    with pytest.raises(UnreadableError):
        unpacked(body)


@given(st.binary(max_size=200))
def test_any_bytes_are_no_pack_or_frames(body):
    for one in (body, zlib.compress(body)):
        with suppress(UnreadableError):
            assert all(isinstance(frame, Frame) for frame in unpacked(one)[1])


def test_a_pack_that_was_cut_off_says_so():
    [pack] = packed(1, [Frame("1", "a", "한빛")])
    with pytest.raises(UnreadableError):
        unpacked(pack.body[:-1])


def test_a_pack_that_unfolds_to_more_than_any_is_not_unfolded():
    with pytest.raises(UnreadableError, match="larger"):
        unpacked(zlib.compress(b"\x92\x01\xdd" + b"\x00" * 50_000_000))


def test_a_pack_published_twice_bears_one_name():
    first, second = packed(1, [Frame("1", "a", "한빛")]), packed(1, [Frame("1", "a", "한빛")])
    assert [one.name for one in first] == [one.name for one in second]
