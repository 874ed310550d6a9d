"""Length: links count 23, of a mention only the local part, and never less than the server counts."""

import pytest

from hanjari.channels.kinds.mastodon import limits
from hanjari.channels.kinds.mastodon.measuring import measure


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("가나다", 3),
        ("https://hanbit.example/" + "a" * 300, 23),
        ("보세요: https://a.example/x?y=1#z.", 29),
        ("(http://a.example)", 25),
        ("@haneul@sol.example 네", 9),
        ("@haneul 네", 9),
        ("메일은 a@b.example", 15),
        ("👩‍👩‍👧", 1),
        ("🇰🇷", 1),
        ("👍🏽", 1),
        ("한", 1),
        ("e\u0301", 1),
    ],
)
def test_letters_are_counted_as_mastodon_counts(text, length):
    assert measure(text) == length


def test_servers_that_count_links_whole_are_believed():
    assert measure("https://hanbit.example/", None) == 23
    assert measure("@haneul@sol.example", None) == 19
    told = {"version": "2.7.2 (compatible; Akkoma 3.13.2)", "max_toot_chars": 5000}
    assert (limits.read(told).text, limits.read(told).url) == (5000, None)


@pytest.mark.parametrize(
    "told",
    [None, [], "x", {}, {"configuration": None}, {"configuration": {"statuses": {"max_characters": "many"}}}],
)  # fmt: skip
def test_an_instance_that_tells_nothing_is_as_mastodon(told):
    found = limits.read(told)
    assert (found.text, found.url, found.media, found.alt) == (500, 23, 4, 1500)
