"""The people room's own doors."""

from django.urls import path

from hanjari.people.views import (
    addresses,
    departments,
    founding,
    hours,
    invitations,
    language,
    members,
    organisation,
    own,
    roles,
)

app_name = "people"
urlpatterns = [
    path("settings/members/", members.members, name="members"),
    path("settings/members/invite/", invitations.invite, name="invite"),
    path("settings/members/<int:pk>/", members.member, name="member"),
    path("settings/members/<int:pk>/address/", addresses.address_of, name="address_of"),
    path("settings/members/<int:pk>/disable/", members.disable, name="disable"),
    path("settings/members/<int:pk>/enable/", members.enable, name="enable"),
    path("settings/members/<int:pk>/new-password/", members.new_password, name="new_password"),
    path(
        "settings/members/<int:pk>/forget-second-factor/",
        members.forget_second_factor,
        name="forget_second_factor",
    ),
    path("settings/invitations/<int:pk>/withdraw/", invitations.withdraw, name="withdraw"),
    path("settings/roles/", roles.roles, name="roles"),
    path("settings/roles/add/", roles.add_role, name="add_role"),
    path("settings/roles/<int:pk>/", roles.role, name="role"),
    path("settings/roles/<int:pk>/remove/", roles.remove_role, name="remove_role"),
    path("settings/departments/", departments.departments, name="departments"),
    path("settings/departments/<int:pk>/", departments.department, name="department"),
    path(
        "settings/departments/<int:pk>/remove/",
        departments.remove_department,
        name="remove_department",
    ),
    path("settings/hours/", hours.hours, name="hours"),
    path("settings/hours/close/", hours.close, name="close"),
    path("settings/hours/<int:pk>/reopen/", hours.reopen, name="reopen"),
    path("settings/organisation/", organisation.organisation, name="organisation"),
    path("mine/", own.mine, name="mine"),
    path("mine/address/", addresses.address, name="address"),
    path("mine/address/withdraw/", addresses.withdraw_address, name="withdraw_address"),
    path("mine/address/<str:secret>/", addresses.confirm_address, name="confirm_address"),
    path("mine/sessions/", own.sessions, name="sessions"),
    path("mine/sessions/end-others/", own.end_other_sessions, name="end_other_sessions"),
    path("mine/sessions/<int:pk>/end/", own.end_session, name="end_session"),
    path("join/first/<str:secret>/", founding.found, name="found"),
    path("join/<str:secret>/", invitations.join, name="join"),
    path("account/language/", language.choose_language, name="choose_language"),
]
