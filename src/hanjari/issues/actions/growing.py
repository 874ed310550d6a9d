"""Growing: what a rule found goes to the open issue that it is about, or becomes one."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hanjari.issues.actions.belonging import propose_belonging
from hanjari.issues.actions.birth import EXPRESSION, raise_issue
from hanjari.issues.actions.levels import raise_level
from hanjari.issues.actions.staging import set_stage
from hanjari.issues.models import Belonging, Cause, Issue
from hanjari.issues.triggers import BY_WORDS, Fired, Trigger
from hanjari.journal.actions import record
from hanjari.listening.models import Alarm, Message, StandingQuery
from hanjari.people.models import Organisation

BEGINNING = 60


def hold_to(organisation_id: int, one: Fired, alarm: Alarm | None = None) -> Issue:
    """The open issue that this is about, grown by it; without one, a new issue by rule. Safe to repeat.

    Whoever else found the organisation's row held waits: two workers never raise the same twice.
    """
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
    issue = _open_issue(organisation_id, one, alarm)
    if issue is None:
        issue = raise_issue(
            organisation,
            _title(one),
            by=None,
            level=one.level,
            origin=Issue.Origin.RULE,
            message_ids=one.message_ids,
            expression=_expression(one),
            alarm=alarm if alarm and not Issue.objects.filter(alarm=alarm).exists() else None,
            triggers=[one.trigger],
        )
        _note(issue, one)
        return issue
    return _grown(issue, one)


def _open_issue(organisation_id: int, one: Fired, alarm: Alarm | None) -> Issue | None:
    """One that has any of these messages; or that the same trigger raised about the same; or the alarm's."""
    own = Belonging.objects.filter(message__in=one.message_ids)
    own = own.exclude(state=Belonging.State.REFUSED)
    about = Q(pk__in=own.values("issue"))
    if one.trigger not in BY_WORDS:
        about |= Q(causes__trigger=one.trigger, causes__cluster=one.cluster)
    if alarm:
        about |= Q(alarm=alarm)
    return _open(organisation_id).filter(about).order_by("pk").first()


def _open(organisation_id: int) -> QuerySet[Issue]:
    rows = Issue.objects.filter(organisation=organisation_id, is_exercise=False)
    return rows.exclude(stage__in=Issue.ENDED)


def _grown(issue: Issue, one: Fired) -> Issue:
    """More messages are proposed, not taken in: what a rule found after a person looked, a person confirms."""
    new = propose_belonging(issue, one.message_ids, Belonging.How.ALIKE)
    is_first = _note(issue, one)
    label = str(Trigger(one.trigger).label)
    if issue.stage == Issue.Stage.DORMANT and new:
        set_stage(issue, Issue.Stage.WATCH, by=None, reason=label)
    raise_level(issue, one.level, by=None, reason=label)
    if new or is_first:
        record(
            "issue.grew", "issue", issue.pk, organisation=issue.organisation_id,
            trigger=str(one.trigger), count=new,
        )  # fmt: skip
    return issue


def _note(issue: Issue, one: Fired) -> bool:
    """Keep why; True when this cause is new."""
    key = {"issue": issue, "trigger": one.trigger, "cluster": one.cluster}
    _row, is_new = Cause.objects.get_or_create(
        **key, defaults={"organisation_id": issue.organisation_id}
    )
    if one.trigger not in issue.triggers:
        issue.triggers = [*issue.triggers, str(one.trigger)]
        Issue.objects.filter(pk=issue.pk).update(triggers=issue.triggers)
    return is_new


def _title(one: Fired) -> str:
    """What it is, and how the first message begins; a member gives it a better one."""
    first = Message.objects.filter(pk__in=one.message_ids).order_by("pk").first()
    words = " ".join((first.text or first.subject).split()) if first else ""
    if len(words) > BEGINNING:
        words = f"{words[:BEGINNING].rstrip()}…"
    return _("%(trigger)s: %(words)s") % {"trigger": Trigger(one.trigger).label, "words": words}


def _expression(one: Fired) -> str:
    kind, _colon, number = one.cluster.partition(":")
    if kind != "query" or one.trigger in BY_WORDS:
        return ""  # the whole query would propose all that is said about the product
    row = StandingQuery.objects.filter(pk=int(number)).first()
    text = row.expression if row else ""
    return text if len(text) <= EXPRESSION and one.level > 1 else ""
