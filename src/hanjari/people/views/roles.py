"""Roles: standard ones to read and copy, the desk's own to edit."""

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanjari.kit.web import render
from hanjari.people import actions as people
from hanjari.people import queries
from hanjari.people.doors import attempt, is_submitted, needs, posted, present
from hanjari.people.forms import RoleForm
from hanjari.people.permissions import WORDS, Permission


@require_safe
@needs(Permission.MANAGE_MEMBERS)
def roles(request: HttpRequest) -> HttpResponse:
    """Every role with what it may, side by side."""
    context = {"roles": queries.roles_for(present(request)), "words": WORDS}
    return render(request, "people/roles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_MEMBERS)
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator] # allauth ships no types
def add_role(request: HttpRequest) -> HttpResponse:
    """A new role, or with `?copy=` one that begins as another."""
    by = present(request)
    form = RoleForm(posted(request), by=by, initial=_copied(request))
    if is_submitted(request, form) and attempt(
        request, lambda: people.add_role(**form.cleaned_data, by=by), _("Saved.")
    ):
        return redirect("people:roles")
    status = 422 if form.errors else 200
    return render(request, "people/role.html", {"form": form}, status=status)


def _copied(request: HttpRequest) -> dict[str, object]:
    copied = request.GET.get("copy", "")
    if not copied.isdecimal():
        return {}
    role = queries.role_for(present(request), int(copied))
    return {"name": _("%(role)s (copy)") % {"role": role.label}, "permissions": role.permissions}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_MEMBERS)
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator] # allauth ships no types
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a role of the desk's own."""
    by, found = present(request), queries.role_for(present(request), pk)
    form = RoleForm(
        posted(request), by=by, initial={"name": found.name, "permissions": found.permissions}
    )
    if is_submitted(request, form) and attempt(
        request, lambda: people.edit_role(found, **form.cleaned_data, by=by), _("Saved.")
    ):
        return redirect("people:roles")
    status = 422 if form.errors else 200
    return render(request, "people/role.html", {"form": form, "role": found}, status=status)


@require_POST
@needs(Permission.MANAGE_MEMBERS)
def remove_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody may have it any more."""
    by, found = present(request), queries.role_for(present(request), pk)
    attempt(request, lambda: people.remove_role(found, by=by), _("The role is removed."))
    return redirect("people:roles")
