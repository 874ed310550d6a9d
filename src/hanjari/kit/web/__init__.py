"""Web fragments: one template is both the page and its named pieces."""

from hanjari.kit.web.rendering import is_fragment, render

__all__ = ["is_fragment", "render"]
