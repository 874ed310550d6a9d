"""What may be asked: trees and posts as hypothesis makes them, for everything that reads expressions."""

from hypothesis import strategies as st

from hanjari.listening.expressions.fitting import Known
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
from hanjari.listening.matching.post import Post

WORDS = (
    "환불", "배송", "한빛", "환불이", "refund", "refunds", "Galaxy", "late", "a", "c++", "ㅋㅋ", "반품",
    "SK하이닉스", "１２", "été",
)  # fmt: skip
"""Few enough to be found often, odd enough to be wrong about."""

words = st.sampled_from(WORDS)
phrases = st.lists(words, min_size=1, max_size=3).map(" ".join)
terms = st.one_of(
    st.builds(Term, words, st.just(False), st.booleans()),
    st.builds(Term, phrases, st.just(True), st.booleans()),
)
fields = st.one_of(
    st.builds(Field, st.just("author"), st.sampled_from(["haneul", "김 하늘", "42"])),
    st.builds(Field, st.just("domain"), st.sampled_from(["naver.com", "blog.naver.com"])),
    st.builds(Field, st.just("language"), st.sampled_from(["ko", "en"])),
    st.builds(Field, st.just("channel"), st.sampled_from(["bluesky", "mail"])),
    st.builds(Field, st.just("sentiment"), st.sampled_from(["negative", "positive"])),
    st.builds(Field, st.just("intent"), st.sampled_from(["complaint", "praise"])),
)
leaves = st.one_of(
    terms,
    st.builds(Hashtag, st.sampled_from(["한빛", "hanbit", "환불"])),
    st.builds(Mention, st.sampled_from(["hanbit", "한빛", "hanbit.shop"])),
    fields,
    st.builds(Near, terms, terms, st.integers(1, 9)),
)


def _asking(smaller: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    excluded = smaller.map(Not)
    return st.one_of(
        st.builds(
            lambda first, rest: All((first, *rest)),
            smaller,
            st.lists(smaller | excluded, min_size=1, max_size=3),
        ),
        st.lists(smaller, min_size=2, max_size=4).map(lambda parts: Any(tuple(parts))),
    )


nodes: st.SearchStrategy[Node] = st.recursive(leaves, _asking, max_leaves=8)
"""Trees that ask for something; not always canonical: an AND may stand within an AND."""

_pieces = st.one_of(
    words,
    st.sampled_from(
        ["#한빛", "#hanbit", "#hanbitfan", "#환불#한빛", "@hanbit", "@hanbit.shop", "@한빛 ", "a@hanbit.kr",
         "https://blog.naver.com/1", "http://www.naver.com", "은", "입니다!", "\n", "  ", "_", ".", "REFUND"]
    ),
)  # fmt: skip
texts = st.lists(st.tuples(_pieces, st.sampled_from(["", " ", " ", "\n"])), max_size=12).map(
    lambda some: "".join(word + blank for word, blank in some)
)
posts = st.builds(
    Post,
    texts,
    st.sampled_from([(), ("haneul", "김 하늘", "42"), ("@Haneul",)]),
    st.sampled_from([(), ("https://naver.com/a",), ("https://x.kr",)]),
    st.sampled_from(["bluesky", "mail", ""]),
)
readings = st.builds(
    Known,
    st.sampled_from(["ko", "en", ""]),
    st.sampled_from(["negative", "positive", ""]),
    st.sampled_from([(), ("complaint",), ("complaint", "praise")]),
)
