"""The kit as a Django app, so that its templates, styles and catalogue are found."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Lowest storey but `language`: imports no room."""

    name = "hanjari.kit"
    label = "kit"
