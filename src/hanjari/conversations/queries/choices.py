"""What a member can choose from: colleagues, departments, channels, labels, macros, views; and nouns by number."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from hanjari.channels.models import Account
from hanjari.conversations.models import (
    Approval,
    ApprovalRule,
    Clock,
    Conversation,
    Draft,
    Label,
    Macro,
    Mention,
    Note,
    Regrouping,
    Reply,
    RoutingRule,
    SavedView,
    Target,
    Undoable,
)
from hanjari.conversations.queries.access import conversations_for
from hanjari.kit.clock import now
from hanjari.listening.models import Judgement
from hanjari.people.models import Department, Member

FRESH = timedelta(seconds=30)
"""A draft saved so lately means that somebody is writing at this moment."""


def colleagues_for(member: Member) -> QuerySet[Member]:
    """Active members of the company, to assign to or to call in a note."""
    return Member.objects.filter(organisation=member.organisation_id, is_active=True)


def departments_for(member: Member) -> QuerySet[Department]:
    """The company's departments."""
    return Department.objects.filter(organisation=member.organisation_id)


def accounts_for(member: Member) -> QuerySet[Account]:
    """The company's connected places."""
    return Account.objects.filter(organisation=member.organisation_id)


def labels_for(member: Member) -> QuerySet[Label]:
    """The company's labels."""
    return Label.objects.filter(organisation=member.organisation_id)


def label_for(member: Member, pk: int) -> Label:
    """One label."""
    return get_object_or_404(labels_for(member), pk=pk)


def macros_for(member: Member) -> QuerySet[Macro]:
    """Everybody's macros and those of the member's departments, most used first."""
    own = Q(department=None) | Q(department__in=member.departments.all())
    return Macro.objects.filter(own, organisation=member.organisation_id).order_by(
        "-use_count", "name"
    )


def all_macros_for(member: Member) -> QuerySet[Macro]:
    """The company's macros, also of departments that are not the member's: for who manages them."""
    return Macro.objects.filter(organisation=member.organisation_id)


def any_macro_for(member: Member, pk: int) -> Macro:
    """One of the company's macros."""
    return get_object_or_404(all_macros_for(member), pk=pk)


def macro_for(member: Member, pk: int) -> Macro:
    """One macro that the member may use."""
    return get_object_or_404(macros_for(member), pk=pk)


def saved_views_for(member: Member) -> QuerySet[SavedView]:
    """The member's own and the shared views."""
    return SavedView.objects.filter(
        Q(member=member) | Q(member=None), organisation=member.organisation_id
    )


def saved_view_for(member: Member, pk: int) -> SavedView:
    """One saved view."""
    return get_object_or_404(saved_views_for(member), pk=pk)


def targets_for(member: Member) -> QuerySet[Target]:
    """The company's service targets."""
    return Target.objects.filter(organisation=member.organisation_id)


def target_for(member: Member, pk: int) -> Target:
    """One service target."""
    return get_object_or_404(targets_for(member), pk=pk)


def rules_for(member: Member) -> QuerySet[ApprovalRule]:
    """The company's approval rules."""
    return ApprovalRule.objects.filter(organisation=member.organisation_id)


def rule_for(member: Member, pk: int) -> ApprovalRule:
    """One approval rule."""
    return get_object_or_404(rules_for(member), pk=pk)


def judgement_for(member: Member, pk: int) -> Judgement:
    """A judgement of a message in a conversation that the member may see."""
    rows = Judgement.objects.select_related("message__turn", "by")
    talks = conversations_for(member)
    return get_object_or_404(rows, pk=pk, message__turn__conversation__in=talks)


def routing_rules_for(member: Member) -> QuerySet[RoutingRule]:
    """The company's routing rules, in their order."""
    return RoutingRule.objects.filter(organisation=member.organisation_id)


def routing_rule_for(member: Member, pk: int) -> RoutingRule:
    """One routing rule."""
    return get_object_or_404(routing_rules_for(member), pk=pk)


def reply_for(member: Member, pk: int) -> Reply:
    """An answer in a conversation that the member may see."""
    rows = Reply.objects.select_related("conversation__account", "delivery", "by", "to_message")
    return get_object_or_404(rows, pk=pk, conversation__in=conversations_for(member))


def replies_to_approve(member: Member) -> QuerySet[Approval]:
    """What waits for this member's signature, longest waiting first."""
    return (
        Approval.objects.filter(
            decided_at=None,
            reply__state=Reply.State.WAITING,
            reply__conversation__in=conversations_for(member),
        )
        .exclude(reply__by=member)
        .select_related("reply__conversation", "reply__by")
        .order_by("asked_at")
    )


def note_for(member: Member, pk: int) -> Note:
    """A note of the member's own."""
    return get_object_or_404(Note, pk=pk, by=member, conversation__in=conversations_for(member))


def calls_for(member: Member) -> QuerySet[Mention]:
    """Notes that call the member, in conversations that they may see, not seen yet, newest first."""
    return (
        Mention.objects.filter(
            member=member, seen_at=None, note__conversation__in=conversations_for(member)
        )
        .select_related("note__conversation", "note__by")
        .order_by("-note__at")
    )


def draft_of(member: Member, conversation: Conversation) -> Draft | None:
    """What the member was writing here."""
    return Draft.objects.filter(conversation=conversation, member=member).first()


def writers(member: Member, conversation: Conversation) -> Sequence[Member]:
    """Who else is writing here at this moment."""
    fresh = Draft.objects.filter(conversation=conversation, updated_at__gte=now() - FRESH)
    fresh = fresh.exclude(member=member).exclude(text="").select_related("member")
    return [draft.member for draft in fresh]


def clocks_of(conversation: Conversation) -> list[Clock]:
    """All clocks of a conversation, running ones first by due time, cancelled ones left out."""
    clocks = conversation.clocks.filter(cancelled_at=None).order_by("due_at")
    return sorted(clocks, key=lambda clock: clock.stopped_at is not None)


def regrouping_for(member: Member, pk: int) -> Regrouping:
    """A merge or split of a conversation that the member may see."""
    return get_object_or_404(Regrouping, pk=pk, source__in=conversations_for(member))


def regroupings_of(conversation: Conversation) -> QuerySet[Regrouping]:
    """Merges and splits of a conversation that can still be taken back, newest first."""
    rows = Regrouping.objects.filter(Q(source=conversation) | Q(target=conversation))
    return rows.filter(undone_at=None).select_related("source", "target", "by").order_by("-pk")


def undoable_for(member: Member, pk: int) -> Undoable:
    """An act on many of the member's own."""
    return get_object_or_404(Undoable, pk=pk, member=member)
