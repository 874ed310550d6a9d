"""What no page ever sends all the same: numbers beyond the stores', names of others, calls past a door."""

import pytest
from django.test import Client

from hanjari.conversations import actions as conversations
from hanjari.conversations import queries
from hanjari.kit.numbers import MOST, row_number
from hanjari.people import actions as people
from hanjari.people.permissions import Permission

HUGE = ["9" * 30, str(MOST + 1)]


@pytest.fixture
def desk(client: Client, jiho) -> Client:
    client.force_login(jiho)
    return client


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        (str(MOST), MOST),
        *((huge, None) for huge in HUGE),
        ("", None),
        ("-1", None),
        ("x", None),
    ],
)
def test_a_rows_number_fits_into_the_stores(text, number):
    assert row_number(text) == number


@pytest.mark.parametrize("huge", HUGE)
@pytest.mark.parametrize(
    "path",
    [
        "{pk}/?from_before={huge}",
        "{pk}/timeline/?before={huge}",
        "search/?q=필터&before={huge}",
        "?view=all&before={huge}",
        "?view=waiting&before={huge}.{huge}",
    ],
)
def test_a_bound_beyond_all_numbers_is_no_bound(desk, say, path, huge):
    row = say("q", text="필터는 언제 오나요?")
    page = desk.get("/inbox/" + path.format(pk=row.pk, huge=huge))
    assert page.status_code == 200


@pytest.mark.parametrize("huge", HUGE)
def test_acts_on_numbers_beyond_all_change_nothing(desk, say, jiho, huge):
    row = say("q")
    together = {"pick": [str(row.pk), huge], "act": f"assign:{jiho.pk}"}
    assert desk.post("/inbox/bulk/", together).status_code == 302
    assert desk.post(f"/inbox/{row.pk}/labels/", {"labels": [huge]}).status_code == 422


def test_who_manages_prepared_texts_sees_those_of_every_department(desk, hanbit):
    """A name that another department uses is taken, and said so."""
    told = {"name": "사과", "text": "죄송합니다.", "department": hanbit.departments["법무"].pk}
    assert desk.post("/settings/macros/", told).status_code == 302
    assert "사과" in desk.get("/settings/macros/").content.decode()
    assert desk.post("/settings/macros/", told).status_code == 422


def test_a_call_reaches_only_who_may_read_the_conversation(say, yuna, minseo, doyun, hanbit):
    near = people.add_role("Near", [Permission.READ_DEPARTMENT, Permission.WRITE_NOTE], by=yuna)
    people.change_role(doyun, near, by=yuna)
    row = say("q")
    conversations.write_note(row, "@도윤 @민서 봐 주세요", by=yuna)
    doyun.refresh_from_db()
    assert not queries.calls_for(doyun).exists()
    assert queries.calls_for(minseo).exists()
