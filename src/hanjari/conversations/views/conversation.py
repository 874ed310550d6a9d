"""Doors of one conversation: its page, its thread alone."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from hanjari.conversations import queries
from hanjari.conversations.actions.seeing import look_at
from hanjari.conversations.forms.filters import Asked
from hanjari.conversations.pages.listed import list_context, row_context
from hanjari.conversations.pages.opened import talk_context, thread_context
from hanjari.journal.telling import tell
from hanjari.kit.web import is_fragment, render
from hanjari.people.doors import present


@require_safe
def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole desk with this conversation open; htmx gets the two panes alone."""
    member, asked = present(request), Asked.read(request.GET)
    look_at(queries.conversation_for(member, pk), by=member)
    opened = talk_context(member, pk, before=request.GET.get("from_before", ""))
    if is_fragment(request):  # said here: a row read again meanwhile takes its attributes along
        panes = render(
            request, "conversations/panes.html", {**row_context(member, asked), **opened}
        )
        return push_url(panes, request.get_full_path())
    context = {**list_context(member, asked), **opened, "chosen": pk}
    return render(request, "conversations/inbox.html", context)


@require_safe
def writers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who else is writing here at this moment."""
    member, talk = present(request), queries.conversation_for(present(request), pk)
    others = [other.name for other in queries.writers(member, talk)]
    return render(request, "conversations/others.html", {"others": others})


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's history over all channels."""
    member, somebody = present(request), queries.person_for(present(request), pk)
    past = queries.person_history(member, somebody, before=request.GET.get("before", ""))
    context = {
        **row_context(member, Asked()),
        "card": queries.person_card(member, somebody),
        "past": past,
    }
    return render(request, "conversations/history.html", context)


@require_safe
def timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was done to a conversation, from the journal."""
    member, talk = present(request), queries.conversation_for(present(request), pk)
    found = queries.timeline(member, pk, before=request.GET.get("before", ""))
    done = [(tell(entry), entry.by_name, entry.at) for entry in found.entries]
    context = {**row_context(member, Asked()), "talk": talk, "done": done, "before": found.before}
    return render(request, "conversations/timeline.html", context)


@require_safe
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said, read again after something happened."""
    member = present(request)
    context = row_context(member, Asked.read(request.GET)) | thread_context(member, pk)
    context["is_again"] = True
    return render(request, "conversations/thread.html", context)
