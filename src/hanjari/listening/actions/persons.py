"""Merging persons and taking it back: never on a guess, always with a ground and evidence."""

from django.db import transaction

from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.listening.models import Merge, Person
from hanjari.listening.queries import circle_of
from hanjari.people.models import Member


class MergeRefusedError(Exception):
    """These two may not be merged; the reason is one of `same`, `strangers`, `already`, `no_evidence`."""


@transaction.atomic
def merge_persons(
    person: Person, into: Person, *, ground: Merge.Ground, evidence: str, by: Member
) -> Merge:
    """Both are one: they told us themselves, or agreed when asked. Identities stay where they are.

    `evidence` says where to find their word (a message, a form). Raises `MergeRefusedError`.
    """
    _check(person, into, evidence)
    merge = Merge.objects.create(
        person=person, into=into, ground=ground, evidence=evidence.strip()[:500], by=by
    )
    Person.objects.filter(pk=person.pk).update(merged_into=into)
    person.merged_into = into
    record(
        "person.merged", "person", into.pk, organisation=into.organisation_id, by=by,
        merge=merge.pk, merged=person.pk, ground=str(ground),
    )  # fmt: skip
    return merge


@transaction.atomic
def split_person(merge: Merge, *, by: Member) -> Person:
    """Take a merge back: everybody is who they were before. Safe to repeat."""
    if merge.undone_at is None:
        merge.undone_at, merge.undone_by = now(), by
        merge.save(update_fields=["undone_at", "undone_by"])
        Person.objects.filter(pk=merge.person_id).update(merged_into=None)
        record(
            "person.split", "person", merge.into_id,
            organisation=merge.person.organisation_id, by=by, merge=merge.pk, split=merge.person_id,
        )  # fmt: skip
    return Person.objects.get(pk=merge.person_id)


def _check(person: Person, into: Person, evidence: str) -> None:
    if person.organisation_id != into.organisation_id:
        raise MergeRefusedError("strangers")
    if person.pk in circle_of(into):
        raise MergeRefusedError("same")
    if person.merged_into_id is not None:
        raise MergeRefusedError("already")
    if not evidence.strip():
        raise MergeRefusedError("no_evidence")
