"""Flaws: what can be wrong with an expression, each by a name and a sentence, at its place in the text.

The sentences are English here and marked for the catalogues; `listening.wording` says them in the
reader's language. So this folder needs no Django.
"""

LONGEST = 400_000
"""Characters of an expression."""
MOST_LEAVES = 20_000
"""Words, phrases, tags and fields of an expression."""
DEEPEST = 50
"""Groups within groups."""
FARTHEST = 100
"""Words that NEAR may reach over."""


def gettext_noop(words: str) -> str:
    """The words as they are; the name is what the catalogues are collected by."""
    return words


FLAWS = {
    "empty": gettext_noop("Write a word to listen for."),
    "too_long": gettext_noop(
        "This is longer than %(most)s characters. Make several queries of it."
    ),
    "too_many": gettext_noop("These are more than %(most)s words. Make several queries of them."),
    "too_deep": gettext_noop("More than %(most)s parentheses stand within each other here."),
    "quote_open": gettext_noop("This quotation mark is opened and never closed."),
    "phrase_empty": gettext_noop("Nothing stands between these quotation marks."),
    "group_open": gettext_noop("This parenthesis is opened and never closed."),
    "group_close": gettext_noop("This parenthesis closes what was never opened."),
    "group_empty": gettext_noop("Nothing stands between these parentheses."),
    "not_alone": gettext_noop(
        "This only excludes, so it would find nearly everything. Say beside it what to look for."
    ),
    "not_beside_or": gettext_noop(
        "This side of OR only excludes, so it would find nearly everything. Say beside it what to"
        " look for."
    ),
    "nothing_before": gettext_noop("Something to look for is missing before %(operator)s."),
    "nothing_behind": gettext_noop("Something to look for is missing behind %(operator)s."),
    "near_neighbours": gettext_noop("NEAR stands between two words or phrases, and nothing else."),
    "near_distance": gettext_noop("NEAR reaches from 1 to %(most)s words: NEAR/5."),
    "field_unknown": gettext_noop(
        "“%(name)s” can't be asked for. There are: %(known)s. To look for these very signs, put them"
        " in quotation marks."
    ),
    "value_missing": gettext_noop("A value is missing right behind “%(name)s:”."),
    "value_unknown": gettext_noop("“%(name)s:” knows no “%(value)s”. It knows: %(known)s."),
    "star": gettext_noop(
        "* stands right behind a word and finds its longer forms: refund*. To look for the sign, put"
        " it in quotation marks."
    ),
    "tag": gettext_noop("Behind # come letters, digits and _, nothing else."),
    "mention": gettext_noop("Behind @ comes a name without blanks."),
    "leaves_only": gettext_noop(
        "In this row stand only words, phrases, tags and mentions. Groups and NOT belong into the text."
    ),
    "unseen": gettext_noop("Nothing that could be looked for stands here, only invisible signs."),
}


class ExpressionError(ValueError):
    """An expression that can't be read: the flaw, what the sentence names, and where it stands.

    `text[start:end]` is the place; where something is missing at the end it may be empty.
    """

    def __init__(self, flaw: str, start: int, end: int, **told: object) -> None:
        self.flaw, self.start, self.end, self.told = flaw, start, end, told
        super().__init__(self.words)

    @property
    def words(self) -> str:
        """The sentence in English."""
        return FLAWS[self.flaw] % self.told
