"""Departments, hours, closed days and what holds for the whole desk."""

from datetime import date, time

import pytest
from django.http import Http404

from hanjari.people import actions as people
from hanjari.people import queries
from hanjari.people.refusals import NameTakenError


def test_a_department_comes_changes_and_goes(yuna, told):
    department = people.add_department("연구", by=yuna)
    people.rename_department(department, "연구소", by=yuna)
    people.remove_department(department, by=yuna)
    assert told("department.renamed")[0].facts == {"name": "연구소", "before": "연구"}
    assert told("department.removed")[0].noun_id == department.pk


def test_a_department_name_is_used_once(yuna, hanbit):
    with pytest.raises(NameTakenError):
        people.add_department("법무", by=yuna)
    with pytest.raises(NameTakenError):
        people.rename_department(hanbit.departments["홍보"], "법무", by=yuna)
    hanbit.departments["홍보"].refresh_from_db()
    assert hanbit.departments["홍보"].name == "홍보"


def test_a_strangers_department_is_not_found(taeyang, hanbit):
    with pytest.raises(Http404):
        queries.department_for(taeyang, hanbit.departments["법무"].pk)


def test_the_week_is_replaced_and_told_once(yuna, told):
    week = [(0, time(10), time(12)), (0, time(13), time(19)), (5, time(10), time(14))]
    people.set_opening_hours(week, by=yuna)
    people.set_opening_hours(reversed(week), by=yuna)
    assert [(h.weekday, h.opens, h.closes) for h in yuna.organisation.opening_hours.all()] == week
    (entry,) = told("opening_hours.changed")
    assert entry.facts["after"] == ["0 10:00-12:00", "0 13:00-19:00", "5 10:00-14:00"]


def test_a_closed_day_is_named_once(yuna, told):
    people.add_closed_day(date(2026, 12, 31), "종무", by=yuna)
    closed = people.add_closed_day(date(2026, 12, 31), "종무식", by=yuna)
    assert [c.name for c in yuna.organisation.closed_days.all()] == ["종무식"]
    people.remove_closed_day(closed, by=yuna)
    assert told("closed_day.removed")[0].facts == {"day": "2026-12-31", "name": "종무식"}


def test_a_second_factor_can_be_required_of_all(yuna, told):
    people.change_organisation(by=yuna, requires_second_factor=True, slug="else")
    people.change_organisation(by=yuna, requires_second_factor=True)
    yuna.organisation.refresh_from_db()
    assert yuna.organisation.requires_second_factor
    assert yuna.organisation.slug == "hanbit"
    assert len(told("organisation.changed")) == 1
