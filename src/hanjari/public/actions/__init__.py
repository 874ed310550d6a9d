"""Acts of the public room."""

from hanjari.public.actions.drawing import draw_stale, let_be_drawn
from hanjari.public.actions.opening import close_page, open_page
from hanjari.public.actions.stories import approve_story, take_story_down, write_story

__all__ = [
    "approve_story",
    "close_page",
    "draw_stale",
    "let_be_drawn",
    "open_page",
    "take_story_down",
    "write_story",
]
