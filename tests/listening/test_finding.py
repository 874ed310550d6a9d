"""Finding by expressions: exactly what the plain evaluator fits, on either store."""

import lzma
import os
import random
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.listening.asked import nodes, posts, readings
from tests.listening.spoken import NOON, said

from hanjari.channels.models import Account
from hanjari.kit.clock import now
from hanjari.listening import actions as listening
from hanjari.listening import search
from hanjari.listening.expressions import Known, fits, parsed
from hanjari.listening.expressions.nodes import All, Any, Near, Node, Not, Term
from hanjari.listening.ids import message_id
from hanjari.listening.matching.post import Post
from hanjari.listening.models import Author, Hit, Message, Person, StandingQuery
from hanjari.listening.search import Count, Scope

MOODS = {"negative": -1, "neutral": 0, "positive": 1}


def stored(organisation_id: int, post: Post, known: Known, number: int) -> int:
    """A message that is this post, read so; its id."""
    account, _ = Account.objects.get_or_create(organisation_id=organisation_id, kind=post.channel)
    own_id, name, handle = (*post.authors, "", "", "")[:3]
    author, _ = Author.objects.get_or_create(
        organisation_id=organisation_id,
        kind=post.channel,
        external_id=own_id,
        defaults={
            "handle": handle,
            "name": name,
            "person": Person.objects.get_or_create(organisation_id=organisation_id)[0],
        },
    )
    posted_at = NOON + timedelta(minutes=number)
    row = Message.objects.create(
        id=message_id(posted_at, account.pk, str(number)),
        organisation_id=organisation_id,
        account=account,
        external_id=str(number),
        author=author,
        text=post.text,
        url="".join(post.links[:1]),
        language=known.language,
        sentiment=MOODS.get(known.sentiment),
        intent=(*known.intents, "")[0],
        reading={"intents": dict.fromkeys(known.intents, 0.9) | {"spam": 0.1}},
        posted_at=posted_at,
        arrived_at=now(),
    )
    search.add([(row.pk, "", post.text)])
    return row.pk


def everything(scope: Scope, node: Node) -> list[int]:
    return [pk for some in search.ids(scope, node) for pk in some]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(posts, readings), min_size=1, max_size=8), st.lists(nodes, max_size=8))
def test_whatever_is_asked_is_found_just_where_it_fits(hanbit, heard, asked):
    organisation_id = hanbit.organisation.pk
    Message.objects.all().delete()
    search.rebuild()
    by_id = {
        stored(organisation_id, post, known, number): (post, known)
        for number, (post, known) in enumerate(heard)
    }
    scope = Scope(organisation_id)
    for node in [*asked, *map(Not, asked)]:
        wanted = [pk for pk in sorted(by_id, reverse=True) if fits(node, *by_id[pk])]
        assert search.find(scope, node).ids == wanted
        assert everything(scope, node) == wanted
        assert search.count(scope, node) == Count(len(wanted))


def reviews(folder: Path, count: int) -> list[str]:
    with lzma.open(folder / "nsmc" / "reviews.tsv.xz", "rt", encoding="utf-8") as file:
        next(file)
        return [
            row.rstrip("\n").split("\t")[-1] for row, _ in zip(file, range(count), strict=False)
        ]


def drawn(dice: random.Random, texts: list[str]) -> Term:
    """A piece of a real text: a word, the middle of one, or some in a row."""
    words = dice.choice(texts).split() or ["영화"]
    start = dice.randrange(len(words))
    text = " ".join(words[start : start + dice.choice([1, 1, 1, 2, 3])])
    begin = dice.randrange(max(1, len(text) - 1))
    text = text[begin : begin + dice.randint(1, 5)].strip() or "영화"
    return Term(text, is_phrase=" " in text, is_prefix=dice.random() < 0.2)


def grown(dice: random.Random, texts: list[str], depth: int = 2) -> Node:
    """A random expression of such pieces."""
    shape = dice.random() if depth else 1.0
    if shape < 0.35:
        return Any(tuple(grown(dice, texts, depth - 1) for _ in range(dice.randint(2, 4))))
    if shape < 0.7:
        first, *rest = (grown(dice, texts, depth - 1) for _ in range(dice.randint(2, 3)))
        return All((first, *(Not(one) if dice.random() < 0.5 else one for one in rest)))
    if shape < 0.8:
        return Near(drawn(dice, texts), drawn(dice, texts), dice.randint(1, 6))
    return drawn(dice, texts)


def test_real_texts_are_found_by_random_expressions_as_a_scan_finds_them(square, shared_data):
    texts = reviews(shared_data, 1_500)
    listening.keep(
        square,
        [
            said(square, str(n), text, posted_at=NOON + timedelta(seconds=n))
            for n, text in enumerate(texts)
        ],
    )
    rows = [
        (pk, Post(text)) for pk, text in Message.objects.order_by("-pk").values_list("pk", "text")
    ]
    dice, scope = random.Random(5), Scope(square.organisation_id)  # noqa: S311 (a test, not a secret)
    for _ in range(150):
        node = grown(dice, texts)
        assert everything(scope, node) == [pk for pk, post in rows if fits(node, post)], node


def found(account: Account, text: str, **bounds: object) -> list[str]:
    """The external ids of what an expression finds."""
    page = search.find(Scope(account.organisation_id), parsed(text), **bounds)
    by_id = dict(Message.objects.values_list("pk", "external_id"))
    return [by_id[pk] for pk in page.ids]


def kept(account: Account, texts: Iterable[str]) -> None:
    listening.keep(
        account,
        [
            said(account, str(n), text, posted_at=NOON + timedelta(hours=n))
            for n, text in enumerate(texts)
        ],
    )


@pytest.mark.parametrize(
    "term", ["refund", "café", "é", "привет", "рив", "ำ", "불", "_", "++", "🙂", "々", "١٢"]
)
def test_signs_of_every_script_are_found_wherever_they_stand(square, term):
    texts = [
        "refund", "refundé", "été refund_x", "xrefund", "tcafés", "café", "Привет!", "산불", "a++b", "🙂🙂", "人々", "١٢٣", "น้ำ",
        "ＲＥＦＵＮＤ", "불é",
    ]  # fmt: skip
    kept(square, texts)
    node = Term(term)
    wanted = [str(n) for n, text in enumerate(texts) if fits(node, Post(text))]
    page = search.find(Scope(square.organisation_id), node)
    names = dict(Message.objects.values_list("pk", "external_id"))
    assert [names[pk] for pk in reversed(page.ids)] == wanted


def test_a_span_of_time_bounds_what_is_found_and_counted(square):
    kept(square, ["환불"] * 6)
    since, until = NOON + timedelta(hours=1), NOON + timedelta(hours=4)
    assert found(square, "환불", since=since, until=until) == ["3", "2", "1"]
    scope, node = Scope(square.organisation_id), parsed("환불")
    assert search.count(scope, node, since=since, until=until) == Count(3)
    assert search.count(scope, node, most=4) == Count(4, is_more=True)
    assert search.count(scope, parsed("환불 OR refund"), most=4) == Count(4, is_more=True)


def test_an_expression_of_fields_alone_walks_by_time(square):
    kept(square, ["하나", "둘", "셋"])
    Message.objects.filter(external_id="1").update(sentiment=-1)
    assert found(square, "sentiment:negative") == ["1"]
    assert found(square, "author:하늘", limit=2) == ["2", "1"]


def test_pages_of_an_expression_that_is_read_follow_each_other(square):
    kept(square, ["환불 NO" if n % 3 else "환불 refund now" for n in range(60)])
    scope, node, pages, before = Scope(square.organisation_id), parsed("환불 refund"), [], None
    while True:
        page = search.find(scope, node, before=before, limit=3)
        pages += page.ids
        if (before := page.before) is None:
            break
    assert pages == list(
        Message.objects.filter(text__contains="refund").order_by("-pk").values_list("pk", flat=True)
    )


def test_ten_thousand_words_and_groups_within_groups_are_answered(square):
    kept(square, ["환불 부탁", "가나다"])
    scope = Scope(square.organisation_id)
    wide = Any((*(Term(f"{n}번 상품") for n in range(9_999)), Term("환불")))
    assert len(search.find(scope, wide).ids) == 1
    deep: Node = Term("환불")
    for n in range(48):
        deep = Any((Term("없음"), deep)) if n % 2 else All((Term("부탁"), deep))
    assert len(search.find(scope, deep).ids) == 1


def test_a_text_longer_than_a_vector_has_places_for_is_found_by_all_of_it(square):
    words = " ".join(f"낱말{n}" for n in range(12_000))
    kept(square, [f"{words} 맨끝 영화가", "영화 화가", "하" * 600 + " 하나"])
    assert found(square, "영화가") == ["0"]
    assert found(square, '"맨끝 영화가"') == ["0"]
    assert found(square, '"하하 하나"') == ["2"]


def test_a_text_with_more_tokens_than_a_vector_holds_is_found_all_the_same(square):
    dice = random.Random(3)  # noqa: S311 (a test, not a secret)
    syllables = "".join(chr(0xAC00 + dice.randrange(11_172)) for _ in range(199_000))
    kept(square, [f"{syllables} 끝말", "환불 광고"])
    assert found(square, "끝말") == ["0"]
    assert found(square, "환불 -광고") == []
    assert found(square, "환불") == ["1"] + (["0"] if "환불" in syllables else [])
    assert search.count(Scope(square.organisation_id), parsed("끝말")) == Count(1)
    if connection.vendor == "postgresql":
        assert not search.index.engine().knows_all()


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="PostgreSQL has no such tables")
def test_a_hit_is_its_key_alone_and_still_goes_with_its_query(square):
    kept(square, ["환불"])
    query = StandingQuery.objects.create(
        organisation_id=square.organisation_id, name="환불", expression="환불"
    )
    Hit.objects.create(query=query, message=Message.objects.get())
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_schema WHERE name = 'listening_hit'")
        assert "WITHOUT ROWID" in cursor.fetchone()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Hit.objects.create(query=query, message=Message.objects.get())
    query.delete()
    assert Hit.objects.count() == 0
