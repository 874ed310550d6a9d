"""What may go wrong between us and a network, in words for the person whom it concerns."""


class RefusedError(Exception):
    """The network surely did not take it. `can_retry` says whether the same thing may pass later."""

    def __init__(
        self, code: str, words: str, *, can_retry: bool, retry_after: float | None = None
    ) -> None:
        super().__init__(words)
        self.code, self.words, self.can_retry, self.retry_after = (
            code,
            words,
            can_retry,
            retry_after,
        )


class UnsureError(Exception):
    """The connection broke when it may already have gone out: reconcile by `find` before any retry."""


class BrokenError(Exception):
    """Pulling failed. `words` are plain; `needs_person` when only a person can mend it (expired login)."""

    def __init__(
        self, code: str, words: str, *, needs_person: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(words)
        self.code, self.words, self.needs_person, self.retry_after = (
            code,
            words,
            needs_person,
            retry_after,
        )


class ForgedError(Exception):
    """A push whose signature, time or origin is wrong; answered 403, counted, never stored."""


class UnreadableError(Exception):
    """A payload that can't be read; it is kept with this reason."""
