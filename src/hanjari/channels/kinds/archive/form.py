"""An archive asks for nothing: its place is made when its first file is read in."""

from typing import ClassVar

from django import forms


class ArchiveForm(forms.Form):
    """No settings, no secrets."""

    secret_fields: ClassVar[tuple[str, ...]] = ()
