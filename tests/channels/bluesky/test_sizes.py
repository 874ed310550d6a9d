"""The shape of a picture is told by its first bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.channels.bluesky.pictures import gif, jpeg, png, webp

from hanjari.channels.kinds.bluesky.sizes import size_of


@pytest.mark.parametrize("make", [png, jpeg, gif], ids=lambda one: one.__name__)
def test_width_and_height_are_told_apart(make):
    assert size_of(make(640, 480)) == (640, 480)


@pytest.mark.parametrize("kind", [b"VP8 ", b"VP8L", b"VP8X"])
def test_every_sort_of_webp_tells_its_size(kind):
    assert size_of(webp(kind, 300, 200)) == (300, 200)


@given(st.binary(max_size=64), st.sampled_from([png, jpeg, gif]), st.integers(0, 40))
def test_what_is_cut_off_or_no_picture_tells_nothing_wrong(junk, make, end):
    assert size_of(junk) is None or min(size_of(junk)) > 0
    assert size_of(make(64, 32)[:end]) in {None, (64, 32)}
    assert size_of(make(64, 32)[:end] + junk) is None or min(size_of(make(64, 32)[:end] + junk)) > 0
