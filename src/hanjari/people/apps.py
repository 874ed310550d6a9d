"""The people room as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Owns the user model (`people.Member`)."""

    name = "hanjari.people"
    label = "people"
