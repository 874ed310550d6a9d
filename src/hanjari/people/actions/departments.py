"""Departments come, change their name and go."""

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from hanjari.kit.announce import announce
from hanjari.people.models import Department, Member
from hanjari.people.refusals import NameTakenError, StillUsedError


@transaction.atomic
def add_department(name: str, *, by: Member) -> Department:
    """A new department of the actor's organisation. Raises `NameTakenError`."""
    try:
        with transaction.atomic():
            department = Department.objects.create(organisation=by.organisation, name=name)
    except IntegrityError as error:
        raise NameTakenError from error
    _tell("department.added", department, by=by)
    return department


@transaction.atomic
def rename_department(department: Department, name: str, *, by: Member) -> None:
    """Raises `NameTakenError`."""
    before = department.name
    if before == name:
        return
    department.name = name
    try:
        with transaction.atomic():
            department.save(update_fields=["name"])
    except IntegrityError as error:
        department.name = before
        raise NameTakenError from error
    _tell("department.renamed", department, by=by, before=before)


@transaction.atomic
def remove_department(department: Department, *, by: Member) -> None:
    """Members stay, without it. Raises `StillUsedError` where rooms above still need it."""
    pk = department.pk
    try:
        with transaction.atomic():
            department.delete()
    except ProtectedError as error:
        raise StillUsedError from error
    department.pk = pk
    _tell("department.removed", department, by=by)


def _tell(event: str, department: Department, *, by: Member, **facts: object) -> None:
    announce(
        event,
        "department",
        department.pk,
        organisation=department.organisation_id,
        by=by,
        name=department.name,
        **facts,
    )
