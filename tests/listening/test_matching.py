"""The matcher finds what `fits` finds, whatever queries and posts are made of."""

import csv
import lzma
import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hanjari.listening.expressions import Known, fits, printed
from hanjari.listening.expressions.nodes import (
    All,
    Any,
    Field,
    Hashtag,
    Mention,
    Near,
    Node,
    Not,
    Term,
)
from hanjari.listening.matching import Matcher, Post, matcher
from hanjari.listening.matching.letters import blanks, folded, leaning

SIGNS = "abAB1_ .-#@/:한빛빛ㅋé…Ｂ\n\t  \u200b\u0301ß🙂\x00\ud800"
WORDS = [
    "a",
    "ab",
    "빛",
    "한빛",
    "한빛 a",
    "a b",
    "ab_",
    "b1",
    "#ab",
    "é",
    "…",
    "ss",
    "a.b",
    "abababababab1",
    "한빛빛한빛빛한빛빛한빛빛a",
    "\ud800",
    "\x00",
    "",
]

texts = st.text(SIGNS, max_size=40) | st.lists(st.sampled_from([*WORDS, " ", "\n", "@", "Ａ"])).map(
    "".join
)
terms = st.builds(
    Term,
    st.sampled_from(WORDS) | st.text(SIGNS, min_size=1, max_size=4),
    st.just(False),
    st.booleans(),
)
leaves = (
    terms
    | st.builds(Hashtag, st.sampled_from(WORDS))
    | st.builds(Mention, st.sampled_from(WORDS))
    | st.builds(Near, terms, terms, st.integers(1, 4))
    | st.builds(Field, st.just("domain"), st.sampled_from(["b", "a.b", "빛"]))
    | st.builds(Field, st.just("author"), st.sampled_from(["Ａ", "ab", "한빛"]))
    | st.builds(Field, st.just("channel"), st.sampled_from(["bluesky", "feed"]))
)
nodes = st.recursive(
    leaves,
    lambda part: (
        st.builds(Not, part)
        | st.builds(All, st.lists(part, max_size=3).map(tuple))
        | st.builds(Any, st.lists(part, max_size=3).map(tuple))
    ),
    max_leaves=6,
)
posts = st.builds(
    Post,
    texts | texts.map(lambda text: f"https://A.b/{text} http://x.빛:80"),
    st.lists(st.sampled_from(["@a", "AB", "한빛"]), max_size=2).map(tuple),
    st.lists(st.sampled_from(["https://www.a.b/?q", "b", "ftp://x"]), max_size=1).map(tuple),
    st.sampled_from(["", "bluesky"]),
)


def expected(queries: Sequence[Node], some: Sequence[Post]) -> list[list[int]]:
    return [[number for number, node in enumerate(queries) if fits(node, post)] for post in some]


@settings(max_examples=120, deadline=None)
@given(st.lists(nodes, max_size=8), st.lists(posts, max_size=8))
def test_it_finds_what_the_plain_rule_finds(queries, some) -> None:
    assert Matcher(queries).match_posts(some) == expected(queries, some)


@settings(max_examples=40, deadline=None)
@given(st.lists(nodes, max_size=6), st.lists(texts, min_size=1, max_size=6), st.integers(1, 60))
def test_it_does_not_matter_how_a_batch_is_cut(queries, some, size) -> None:
    one_by_one = [Matcher(queries).match([text])[0] for text in some]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matcher, "AT_ONCE", size)
        assert Matcher(queries).match(some) == one_by_one


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=6), st.text(st.characters(), max_size=60))
def test_any_letters_are_found_as_the_plain_rule_finds_them(word, text) -> None:
    queries = [Term(word), Term(text[3:6]), Hashtag(text[1:3]), Mention(text[:2])]
    some = [Post(text), Post(f"{text}{word}"), Post(f"#{text} @{text}")]
    assert Matcher(queries).match_posts(some) == expected(queries, some)


def test_every_letter_that_is_folded_is_found_in_its_other_forms() -> None:
    odd = [code for code in (*folded(), *leaning(), *blanks()) if chr(code).isprintable()]
    some = [Post(f"x{chr(code)}y {chr(code)}") for code in random.Random(5).sample(odd, 200)]  # noqa: S311 (repeatable, not a secret)
    queries = [Term(post.text[1]) for post in some[:100]] + [Term("x y"), Term("ss"), Term("x")]
    assert Matcher(queries).match_posts(some) == expected(queries, some)


def test_a_word_is_whole_between_anything_but_ascii_letters_digits_and_underscores() -> None:
    texts = [
        "aqua",
        "aqua_1",
        "2aqua",
        "AQUA!",
        "물aqua를",
        "éaqua",
        "aqua-mix",
        "ａｑｕａ",
        "naqua",
    ]
    found = Matcher(["aqua", "aqua*"]).match(texts)
    assert found == [[0, 1], [1], [], [0, 1], [0, 1], [0, 1], [0, 1], [0, 1], []]


def test_nothing_is_found_across_two_posts() -> None:
    queries = [Term("배송 지연"), Term("배송지연"), Term("late delivery"), Term("배송\n지연")]
    assert Matcher(queries).match(["배송", "지연", "late", "delivery", "배송 \n 지연"]) == [
        [], [], [], [], [0, 3],
    ]  # fmt: skip


def test_terms_inside_terms_and_over_one_another_are_all_found() -> None:
    queries = [
        Term(word) for word in ("환불", "환불해", "불해주", "해주세요", "환불해주세요", "불")
    ]
    assert Matcher(queries).match(["바로 환불해주세요"]) == [[0, 1, 2, 3, 4, 5]]


def test_a_post_is_read_only_where_a_query_fits_otherwise() -> None:
    queries = ["배송 sentiment:negative", "환불 OR intent:complaint 교환", "배송 -language:ko"]
    asked: list[list[str]] = []

    def read(some: Sequence[str]) -> list[object]:
        asked.append(list(some))
        return [_Reading() for _ in some]

    some = [Post("배송 왔어요"), Post("환불"), Post("교환"), Post("날씨")]
    assert Matcher(queries).match_posts(some, read=read) == [[0], [1], [1], []]
    assert asked == [["배송 왔어요", "교환"]]


class _Reading:
    language, intent, intents = "ko", "complaint", {"complaint": 0.9}

    class sentiment:  # noqa: N801 (stands for an attribute)
        label = "negative"


def test_what_is_read_counts_as_the_plain_rule_counts_it() -> None:
    queries = [Field("language", "ko"), Not(Field("language", "ko")), Field("intent", "complaint")]
    some = [Post("배송이 왜 이렇게 늦나요 짜증나요"), Post("thank you so much"), Post("")]
    found = Matcher(queries).match_posts(some)
    assert [0 in one for one in found] == [True, False, False]
    assert [1 in one for one in found] == [False, True, True]
    assert found[0] == [0, 2]
    assert fits(queries[2], some[0], Known("ko", "negative", ("complaint",)))


def test_a_query_that_only_excludes_fits_everything_else() -> None:
    matcher = Matcher([Not(Term("광고")), Not(Any(())), All(()), Any(()), Not(Not(Term("a")))])
    assert matcher.match(["광고", "", "a"]) == [[1, 2], [0, 1, 2], [0, 1, 2, 4]]


def test_without_queries_or_posts_there_is_nothing_to_find() -> None:
    assert Matcher([]).match(["배송", ""]) == [[], []]
    assert Matcher(["배송"]).match([]) == []
    assert Matcher([Term("")]).match(["", "a"]) == expected([Term("")], [Post(""), Post("a")])


def test_ten_thousand_words_of_one_query_and_a_post_of_a_megabyte() -> None:
    words = [f"상품{number}" for number in range(10_000)]
    queries = [Any(tuple(map(Term, words))), All((Term("a"), Term("zz"))), Term("가" * 1_000)]
    some = ["상품9999", "a" * 1_000_000, "a " * 500_000 + "zz", "가" * 1_000_000, "상품" * 1_000]
    assert Matcher(queries).match(some) == [[0], [], [1], [2], []]


def test_no_depth_of_a_tree_is_too_deep() -> None:
    node: Node = Term("배송")
    for _ in range(20_000):
        node = Not(All((Not(node), Term("지연"))))
    assert Matcher([node]).match(["배송 지연", "배송", "지연"]) == [[0], [0], []]


def test_rare_words_are_learned_from_the_posts_without_changing_what_is_found() -> None:
    dice = random.Random(3)  # noqa: S311 (repeatable, not a secret)
    words = [f"말{number}" for number in range(40)]
    queries = [All((Term(dice.choice(words)), Term(dice.choice(words)))) for _ in range(200)]
    some = [" ".join(dice.choices(words, k=5)) for _ in range(700)]
    standing = Matcher(queries)
    assert standing.match(some) == expected(queries, [Post(text) for text in some])
    assert standing.match(some) == Matcher(queries).match(some)


@pytest.fixture
def real_posts(shared_data) -> list[str]:
    with lzma.open(shared_data / "nsmc" / "reviews.tsv.xz", "rt", encoding="utf-8") as file:
        some = [
            row.rstrip("\n").split("\t")[-1] for row, _ in zip(file, range(8_000), strict=False)
        ]
    with lzma.open(
        shared_data / "semeval_sentiment_en" / "subtaskA.tsv.xz", "rt", encoding="utf-8"
    ) as file:
        some += [
            row.rstrip("\n").split("\t")[-1] for row, _ in zip(file, range(5_000), strict=False)
        ]
    for path, column in (
        (shared_data / "kote" / "val.tsv", 1),
        (shared_data / "ko_hate_beep" / "labeled_train.tsv", 0),
    ):
        with path.open(encoding="utf-8") as file:
            some += [
                row[column] for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            ]
    return some[:20_000]


def test_twenty_thousand_real_posts_are_matched_without_a_mistake(real_posts) -> None:
    dice = random.Random(11)  # noqa: S311 (repeatable, not a secret)
    queries = [_drawn(dice, real_posts) for _ in range(6)]
    found = Matcher([printed(node) for node in queries]).match(real_posts)
    assert found == expected(queries, [Post(text) for text in real_posts])
    assert sum(map(len, found)) > 200


def _drawn(dice: random.Random, some: Sequence[str]) -> Node:
    """A query of words and pieces of words that stand in some post."""
    words = [word.strip('"“”#@*()-|') for word in dice.choice(some).split()]
    words = [word[: dice.randint(1, 4)] if not word.isascii() else word for word in words if word]
    parts = [Term(word, is_phrase=True) for word in words[:4]] or [Term("영화")]
    shape = dice.randrange(4)
    if shape == 0:
        return Any(tuple(parts))
    if shape == 1:
        return All((Any(tuple(parts[:2])), Any((Term("영화"), Term("너무"), Term("the")))))
    if shape == 2:
        return All((Any(tuple(parts)), Not(Any((Term("정말"), Term("is"))))))
    return Near(parts[0], parts[-1], 3)
