"""Web fragments: one template is both the page and its named pieces."""

from hanjari.kit.web.rendering import render

__all__ = ["render"]
