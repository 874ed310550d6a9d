"""Whatever comes in is either refused with words or good enough for its act."""

from datetime import time, timedelta

from django.utils.datastructures import MultiValueDict
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hanjari.demo import cast
from hanjari.desk.forms import AuditForm
from hanjari.journal.queries import entries_for
from hanjari.kit.business_time import Hours, add
from hanjari.people import actions as people
from hanjari.people.forms import FoundingForm, InvitationForm, PreferencesForm, RoleForm, WeekForm
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

ANYTHING = st.text(max_size=130)
CLOCK = st.times().map(lambda at: f"{at:%H:%M}") | st.sampled_from(["", "24:00", "9", "오전 9시"])
MINUTE = timedelta(minutes=1)
FEW = settings(max_examples=40, deadline=None)


def posted(answers: dict[str, object]) -> MultiValueDict:
    """As a browser sends it: each value a list."""
    return MultiValueDict(
        {name: value if isinstance(value, list) else [value] for name, value in answers.items()}
    )


class TestForms(TestCase):
    """Hypothesis rolls the database back after every example."""

    def setup_example(self) -> None:
        super().setup_example()
        self.yuna = cast.seat_hanbit().members["yuna"]

    @FEW
    @given(organisation=ANYTHING, department=ANYTHING, name=ANYTHING, password=ANYTHING)
    def test_a_good_founding_form_founds(self, organisation, department, name, password):
        form = FoundingForm(
            posted(
                {
                    "organisation": organisation,
                    "department": department,
                    "language": "ko",
                    "time_zone": "Asia/Seoul",
                    "name": name,
                    "email": "founder@example.com",
                    "password": password,
                    "again": password,
                }
            )
        )
        if form.is_valid():
            answers = form.cleaned_data
            desk = people.found_organisation(
                answers["organisation"], department=answers["department"]
            )
            role = desk.roles.get(standard="administrator")
            member = Member.objects.create_user(
                answers["email"],
                answers["password"],
                name=answers["name"],
                organisation=desk,
                role=role,
            )
            assert member.check_password(password)
            assert answers["name"] == answers["name"].strip() != ""

    @FEW
    @given(
        email=ANYTHING | st.emails(),
        role=ANYTHING | st.integers().map(str),
        departments=st.lists(ANYTHING | st.integers().map(str), max_size=3),
    )
    def test_a_good_invitation_form_invites(self, email, role, departments):
        answers = {"email": email, "role": role, "departments": departments, "language": "en"}
        form = InvitationForm(posted(answers), by=self.yuna)
        if form.is_valid():
            invitation, _ = people.invite(**form.cleaned_data, by=self.yuna)
            assert invitation.role.organisation == self.yuna.organisation

    @FEW
    @given(
        name=ANYTHING, permissions=st.lists(st.sampled_from([*Permission]) | ANYTHING, max_size=5)
    )
    def test_a_good_role_form_makes_a_role_of_known_permissions(self, name, permissions):
        form = RoleForm(posted({"name": name, "permissions": permissions}), by=self.yuna)
        if form.is_valid():
            role = people.add_role(**form.cleaned_data, by=self.yuna)
            assert set(role.permissions) <= set(Permission)

    @FEW
    @given(
        name=ANYTHING, language=ANYTHING, zone=ANYTHING | st.just("Europe/Berlin"), theme=ANYTHING
    )
    def test_good_preferences_are_kept(self, name, language, zone, theme):
        answers = {"name": name, "language": language, "time_zone": zone, "theme": theme}
        form = PreferencesForm(posted(answers))
        if form.is_valid():
            people.change_preferences(by=self.yuna, **form.cleaned_data)
            self.yuna.refresh_from_db()
            assert self.yuna.name == form.cleaned_data["name"]

    @FEW
    @given(st.lists(st.tuples(CLOCK, CLOCK, CLOCK, CLOCK), min_size=7, max_size=7))
    def test_in_a_good_week_every_clock_ends(self, week):
        parts = ("opens", "closes", "rests", "resumes")
        answers = {
            f"{part}_{day}": value
            for day, values in enumerate(week)
            for part, value in zip(parts, values, strict=True)
        }
        form = WeekForm(posted(answers))
        if form.is_valid():
            people.set_opening_hours(form.cleaned_data["hours"], by=self.yuna)
            kept = self.yuna.organisation.opening_hours.values_list("weekday", "opens", "closes")
            hours = Hours(zone="Asia/Seoul", weekly=tuple(kept), country="")
            began = self.yuna.created_at
            assert add(began, MINUTE, hours) > began

    @FEW
    @given(
        by=ANYTHING | st.integers().map(str),
        event=ANYTHING,
        since=ANYTHING | st.dates().map(str),
        until=ANYTHING | st.dates().map(str),
        text=ANYTHING,
        before=st.integers().map(str),
    )
    def test_good_filters_can_be_asked(self, by, event, since, until, text, before):
        asked = {"by": by, "event": event, "since": since, "until": until, "text": text}
        form = AuditForm(posted({**asked, "before": before}), by=self.yuna)
        form.is_valid()
        list(entries_for(self.yuna, form.filters, before=form.cleaned_data.get("before"))[:3])


def test_two_openings_of_a_day_read_as_one_with_a_break(yuna):
    people.set_opening_hours(
        [(0, time(9), time(12)), (0, time(13), time(18)), (1, time(22), time(6))], by=yuna
    )
    shown = WeekForm.of(list(yuna.organisation.opening_hours.all()))
    assert (shown["rests_0"], shown["resumes_0"]) == (time(12), time(13))
    assert (shown["opens_1"], shown["closes_1"]) == (time(22), time(6))
