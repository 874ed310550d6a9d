"""Webform: a page and a widget on the company's own site; the visitor follows the talk by a private link."""

from hanjari.channels.kinds.webform.kind import WebForm

KIND = WebForm()
