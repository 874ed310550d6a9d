"""A post whose number changed at the network."""

from django.db import transaction

from hanjari.channels.models import Account, Act, Delivery


@transaction.atomic
def follow_rename(account: Account, before: str, after: str) -> None:
    """Deliveries and acts of a post go by its new number from now on. Safe to repeat."""
    taken = Delivery.objects.filter(account=account, external_id=after).exists()
    if not taken:
        Delivery.objects.filter(account=account, external_id=before).update(external_id=after)
    Act.objects.filter(account=account, external_id=before).update(external_id=after)
