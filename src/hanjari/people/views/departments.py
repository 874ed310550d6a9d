"""Departments: add, rename, remove."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hanjari.kit.web import render
from hanjari.people import actions as people
from hanjari.people import queries
from hanjari.people.doors import attempt, is_submitted, needs, posted, present
from hanjari.people.forms import DepartmentForm
from hanjari.people.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_MEMBERS)
def departments(request: HttpRequest) -> HttpResponse:
    """The list, with a line to add one."""
    by, form = present(request), DepartmentForm(posted(request))
    if is_submitted(request, form):
        name = form.cleaned_data["name"]
        if attempt(request, lambda: people.add_department(name, by=by), _("Saved.")):
            return redirect("people:departments")
    context = {"departments": queries.departments_for(by), "form": form}
    status = 422 if form.errors else 200
    return render(request, "people/departments.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_MEMBERS)
def department(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename one."""
    by, found = present(request), queries.department_for(present(request), pk)
    form = DepartmentForm(posted(request), initial={"name": found.name})
    if is_submitted(request, form):
        name = form.cleaned_data["name"]
        if attempt(request, lambda: people.rename_department(found, name, by=by), _("Saved.")):
            return redirect("people:departments")
    context = {"department": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "people/department.html", context, status=status)


@require_POST
@needs(Permission.MANAGE_MEMBERS)
def remove_department(request: HttpRequest, pk: int) -> HttpResponse:
    """Its members and conversations stay, without it."""
    by, found = present(request), queries.department_for(present(request), pk)
    told = _("The department is removed. Its members and conversations stay.")
    attempt(request, lambda: people.remove_department(found, by=by), told)
    return redirect("people:departments")
