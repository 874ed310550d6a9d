"""Trouble: a command that cannot go on says what happened, what is safe and what to do."""


class Trouble(Exception):  # noqa: N818 (it is told to people, and reads as a word)
    """Ends a command with words instead of a trace; `status` is the exit status."""

    def __init__(self, what: str, *, safe: str = "", remedy: str = "", status: int = 1) -> None:
        super().__init__(what)
        self.what, self.safe, self.remedy, self.status = what, safe, remedy, status

    def words(self) -> str:
        """The three sentences, those that are there."""
        return "\n".join(part for part in (self.what, self.safe, self.remedy) if part)
