"""Nouns of the public room, one file each."""

from hanjari.public.models.browser import Browser, Ring
from hanjari.public.models.page import OpenPage, Sheet, Story
from hanjari.public.models.subscriber import Notice, Subscriber

__all__ = ["Browser", "Notice", "OpenPage", "Ring", "Sheet", "Story", "Subscriber"]
