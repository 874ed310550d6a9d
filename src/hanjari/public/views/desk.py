"""The desk's page about the open page: its words, its stories, open or closed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hanjari.kit.web import render
from hanjari.kit.web.hosts import public_home
from hanjari.people.doors import attempt, is_submitted, needs, posted, present
from hanjari.people.permissions import Permission
from hanjari.public import actions as public
from hanjari.public.forms import OpenPageForm, StoryForm
from hanjari.public.queries.desk import followers_of, page_of, stories_of, story_for

MAY = Permission.MANAGE_PUBLIC


@require_http_methods(["GET", "HEAD", "POST"])
@needs(MAY)
def page(request: HttpRequest) -> HttpResponse:
    """The page's words; saving them opens it."""
    member, row = present(request), page_of(present(request))
    words = {"intro": row.intro, "intro_en": row.intro_en, "shows_figures": row.shows_figures}
    form = OpenPageForm(posted(request), initial=words)
    if is_submitted(request, form):
        told = _("The page is open and shows what was approved.")
        attempt(request, lambda: public.open_page(by=member, **form.cleaned_data), told)
        return redirect("public:page")
    context = {"page": row, "form": form, "stories": stories_of(member)[:100], "member": member}
    context |= {"followers": followers_of(member), "home": public_home(member.organisation.slug)}
    return render(request, "public/desk.html", context, status=422 if form.errors else 200)


@require_POST
@needs(MAY)
def close(request: HttpRequest) -> HttpResponse:
    """Nobody sees it any more."""
    member = present(request)
    attempt(request, lambda: public.close_page(by=member), _("The page is closed."))
    return redirect("public:page")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(MAY)
def story(request: HttpRequest) -> HttpResponse:
    """What people said and what came of it."""
    member = present(request)
    form = StoryForm(posted(request), member=member)
    if is_submitted(request, form):
        told = _("Written. A colleague approves it, then it is shown.")
        attempt(request, lambda: public.write_story(by=member, **form.cleaned_data), told)
        return redirect("public:page")
    return render(request, "public/story.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@needs(MAY)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a colleague's story."""
    member, row = present(request), story_for(present(request), pk)
    attempt(request, lambda: public.approve_story(row, by=member), _("It is shown in a moment."))
    return redirect("public:page")


@require_POST
@needs(MAY)
def take_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it no longer."""
    member, row = present(request), story_for(present(request), pk)
    attempt(request, lambda: public.take_story_down(row, by=member), _("It is shown no longer."))
    return redirect("public:page")
