"""The config room as a Django app."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Top storey: knows every room and is known by none."""

    name = "hanjari.config"
    label = "config"
