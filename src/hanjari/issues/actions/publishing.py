"""Publishing: signed words go to the public page and, through the outbox, to the chosen channels, once."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import transaction

from hanjari.channels import actions as channels
from hanjari.channels.contract import Outgoing, RefusedError
from hanjari.channels.models import Account
from hanjari.commitments import actions as commitments
from hanjari.issues import stages
from hanjari.issues.actions.belonging import propose_belonging
from hanjari.issues.actions.clocks import meet_clock, start_clock
from hanjari.issues.actions.signing import is_complete
from hanjari.issues.actions.staging import set_stage
from hanjari.issues.actions.statements import newest_of, record
from hanjari.issues.checking import has_blank, is_blocked
from hanjari.issues.fitting import fitted, public_address
from hanjari.issues.models import (
    Belonging,
    Issue,
    Publication,
    Statement,
    Version,
)
from hanjari.issues.refusals.statement import (
    BlockedWordsError,
    ChannelRefusedError,
    MixedStanceError,
    NotSignedError,
    OpenPromiseError,
    PublishedError,
)
from hanjari.issues.stating import is_mixed
from hanjari.kit.clock import now
from hanjari.listening.models import Message
from hanjari.people.models import Member

State, Form = Statement.State, Statement.Form
Place = tuple[int, str]
"""An account, and the id that its network gave a post."""
_CLOCKS = {
    Form.HOLDING: ("holding",),
    Form.UPDATE: ("update",),
    Form.APOLOGY: ("apology", "holding"),
    Form.CORRECTION: (),
}
"""Which clocks of its issue a form meets."""
_BEFORE_STATED = (Issue.Stage.CONVENED, Issue.Stage.FACTS, Issue.Stage.DECIDED)


@transaction.atomic
def publish_statement(
    statement: Statement, *, by: Member, accounts: Iterable[Account] = ()
) -> Statement:
    """Put the signed version before everybody. Safe to repeat: the same words go nowhere twice.

    Raises a refusal in plain words where signatures, a promise, blocked words or the stance stand
    against it, or a channel cannot take it. An exercise publishes nothing anywhere.
    """
    held = Statement.objects.select_for_update().get(pk=statement.pk)
    if held.state == State.PUBLISHED:
        return held
    if held.state == State.WITHDRAWN:
        raise PublishedError
    version = newest_of(held)
    must_be_ready(held, version)
    held.state, held.published_at, held.published_by = State.PUBLISHED, now(), by
    held.save(update_fields=["state", "published_at", "published_by"])
    chosen = list(accounts)
    held.accounts.set(chosen)
    if not (held.issue and held.issue.is_exercise):
        for account in chosen:
            _hand_over(held, version, account, by)
    _tell_issue(held, by)
    record(
        "statement.published", held, by=by, form=held.form, version=version.number,
        accounts=[account.name for account in chosen],
    )  # fmt: skip
    return held


def must_be_ready(statement: Statement, version: Version) -> None:
    """Raise the first refusal that stands against publishing, in the order in which they are worked off."""
    if has_blank(version.checked) or (is_blocked(version.checked) and not version.overruled):
        raise BlockedWordsError
    if version.promises.filter(commitment_id=None, not_one="").exists():
        raise OpenPromiseError
    if is_mixed(statement):
        raise MixedStanceError
    if statement.state != State.SIGNED or not is_complete(version):
        raise NotSignedError


@transaction.atomic
def hear_replies(message_ids: Iterable[int]) -> int:
    """Answers to our published posts come home: they are proposed as belonging to the issue. How many."""
    accounts = list(Publication.objects.order_by().values_list("account", flat=True).distinct())
    if not accounts:
        return 0
    rows = Message.objects.filter(pk__in=list(message_ids), account__in=accounts).only(
        "id", "account_id", "external_id", "parent_id", "root_id", "is_ours"
    )
    named = [(message, place) for message in rows for place in _points_to(message)]
    posts = _posts_at({place for _message, place in named})
    found = 0
    for message, place in named:
        for post in posts.get(place, ()):
            if message.is_ours:
                Publication.objects.filter(pk=post.pk, message=None).update(message=message)
            elif post.statement.issue:
                how = Belonging.How.REPLY
                found += propose_belonging(post.statement.issue, [message.pk], how)
    return found


def _points_to(message: Message) -> set[Place]:
    """By account and network's id: what it answers; of our own posts, themselves."""
    names = {message.external_id} if message.is_ours else {message.parent_id, message.root_id}
    return {(message.account_id, name) for name in names - {""}}


def _posts_at(places: Collection[Place]) -> dict[Place, list[Publication]]:
    """Our published posts among these: asked for together, as hundreds of messages come at once."""
    known = Publication.objects.filter(account__in={account for account, _name in places})
    names = known.values_list("pk", "account", "delivery__external_id")
    ours = {
        pk: (account, name)
        for pk, account, name in names
        if name is not None and (account, name) in places
    }
    found: defaultdict[Place, list[Publication]] = defaultdict(list)
    for post in known.filter(pk__in=ours).select_related("statement__issue") if ours else ():
        found[ours[post.pk]].append(post)
    return found


def _hand_over(statement: Statement, version: Version, account: Account, by: Member) -> None:
    outgoing = Outgoing(
        key=f"statement-{statement.pk}-{account.pk}",
        text=fitted(account.kind, version, public_address(statement)),
        subject=version.title,
        language=statement.language,
    )
    try:
        delivery = channels.send(account, outgoing, by=by)
    except RefusedError as refused:
        raise ChannelRefusedError(account.name, str(refused)) from refused
    Publication.objects.get_or_create(
        statement=statement, account=account, defaults={"version": version, "delivery": delivery}
    )


def _tell_issue(statement: Statement, by: Member) -> None:
    issue = statement.issue
    if issue is None:
        return
    commitments.trace(
        issue.organisation_id, ("issue", issue.pk), ("statement", statement.pk), by=by
    )
    if statement.other and statement.other.published_at:
        return  # said already, in the other language
    for kind in _CLOCKS[Form(statement.form)]:
        meet_clock(issue, kind, at=statement.published_at, by=by)
    if statement.next_update_at and not statement.is_last:
        start_clock(issue, "update", due_at=statement.next_update_at, by=by)
    if issue.acknowledged_at is None and statement.form in (Form.HOLDING, Form.APOLOGY):
        issue.acknowledged_at = statement.published_at
        issue.save(update_fields=["acknowledged_at"])
    if issue.stage in _BEFORE_STATED and stages.is_allowed(issue.stage, Issue.Stage.STATED):
        set_stage(issue, Issue.Stage.STATED, by=by)
