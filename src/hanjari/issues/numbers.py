"""Numbers: what people call an issue by, counted per organisation without a gap or a double."""

from django.db.models import Max

from hanjari.issues.models import Issue
from hanjari.people.models import Organisation


def next_number(organisation_id: int) -> int:
    """The next number; call inside the transaction that creates the issue.

    PostgreSQL: the organisation's row is held until the transaction ends, in the weakest way that
    two such transactions exclude each other by, so that whoever writes messages of the organisation
    goes on. SQLite: a transaction that writes is alone.
    """
    held = Organisation.objects.select_for_update(no_key=True)
    held.get(pk=organisation_id)
    last = Issue.objects.filter(organisation=organisation_id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
