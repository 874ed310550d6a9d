"""Keeping and using macros; a macro is put into a draft and never sent by itself."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hanjari.conversations import macros
from hanjari.conversations.models import Conversation, Macro
from hanjari.journal import actions as journal
from hanjari.people.models import Department, Member


@transaction.atomic
def save_macro(
    *,
    by: Member,
    name: str,
    text: str,
    department: Department | None = None,
    macro: Macro | None = None,
) -> Macro:
    """Make a macro or change one. Raises `macros.UnknownVariableError`."""
    macros.check(text)
    macro = macro or Macro(organisation=by.organisation)
    macro.name, macro.text, macro.department = name.strip()[:80], text, department
    macro.save()
    journal.record(
        "macro.saved", "macro", macro.pk, organisation=macro.organisation_id, by=by, name=macro.name
    )
    return macro


@transaction.atomic
def delete_macro(macro: Macro, *, by: Member) -> None:
    """Forget a macro; what was written with it stays."""
    journal.record(
        "macro.deleted",
        "macro",
        macro.pk,
        organisation=macro.organisation_id,
        by=by,
        name=macro.name,
    )
    macro.delete()


def use_macro(macro: Macro, conversation: Conversation, *, by: Member) -> str:
    """The macro's text for this conversation, and one more use on its count."""
    Macro.objects.filter(pk=macro.pk).update(use_count=F("use_count") + 1)
    return macros.fill(macro.text, _values(conversation, by))


def _values(conversation: Conversation, by: Member) -> dict[str, str]:
    person = conversation.person.name if conversation.person else ""
    return {
        "person": person or conversation.speaker or _("customer"),
        "member": by.name,
        "company": conversation.organisation.name,
        "department": conversation.department.name if conversation.department else "",
        "channel": conversation.account.name,
        "subject": conversation.subject,
    }
