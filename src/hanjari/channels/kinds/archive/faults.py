"""Faults: why a row was set aside, in plain words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FAULTS: dict[str, str | Promise] = {
    "encoding": _("Some bytes do not fit the file's encoding."),
    "no_json": _("The line is no JSON."),
    "no_object": _("The line is JSON, but no object."),
    "too_long": _("It is longer than a message may be."),
    "open_quote": _("A quotation mark is opened and never closed."),
    "more_fields": _("It has more fields than the header."),
    "no_text": _("There is no text in it."),
    "no_time": _("It has no time."),
    "wrong_time": _("The time can't be read."),
    "damaged_id": _("A spreadsheet has shortened its number, so its thread is lost."),
    "marked_spam": _("WordPress had marked it as spam or thrown it away."),
    "no_mail": _("It is no mail."),
    "refused": _("The store did not take it."),
}
"""By code; the code stands in the file of bad rows beside the words."""

BREAKS: dict[str, str | Promise] = {
    "open_quote": _("The quotation marks of this file do not match, so rows can't be told apart."),
    "xml": _("From here on the file is no valid XML."),
    "entities": _("The file defines XML entities. Such files are not read."),
    "changed": _("The file is not the one that the import began with."),
    "gone": _("The file is gone."),
}
"""Why an import stopped before the end of its file."""
