"""Our settings, with the plain page in place of our rooms' pages."""

from pathlib import Path

from hanjari.config.settings import *  # noqa: F403 (all of them)

ROOT_URLCONF = "bench.plain.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates", HOME / "plain"],  # noqa: F405 (from the star)
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
