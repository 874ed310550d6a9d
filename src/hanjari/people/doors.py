"""What every door of the desk shares: who stands in it, what they may, and how a refusal is told."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.functional import Promise

from hanjari.people.models import Member
from hanjari.people.permissions import Permission
from hanjari.people.refusals import RefusalError

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
"""A door: the request and what its address names."""


def present(request: HttpRequest) -> Member:
    """The member at the door. The middleware lets nobody else through."""
    if isinstance(request.user, Member):
        return request.user
    raise PermissionDenied


def needs(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Only members whose role names this permission; others read in plain words that it does not (403)."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def door(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not present(request).can(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return cast("View[P]", door)

    return guard


def posted(request: HttpRequest) -> QueryDict | None:
    """What came in by the form; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def is_submitted(request: HttpRequest, form: BaseForm) -> bool:
    """Whether the form came in and is good."""
    return request.method == "POST" and form.is_valid()


def attempt(request: HttpRequest, act: Callable[[], object], told: str | Promise) -> bool:
    """Do the act and tell that it was done, or tell why it was refused."""
    try:
        act()
    except RefusalError as refusal:
        messages.error(request, str(refusal.words))
        return False
    messages.success(request, str(told))
    return True
