"""Django's wrapper of a connection, which stands in line before it begins to write."""

from typing import Any

from django.db.backends.sqlite3 import base

from hanjari.kit.sqlite.line import Line


class DatabaseWrapper(base.DatabaseWrapper):
    """A transaction takes the pen when it begins and puts it down when it ends, whichever way."""

    def __init__(self, *told: Any, **more: Any) -> None:
        super().__init__(*told, **more)
        self._line: Line | None = None

    def _start_transaction_under_autocommit(self) -> None:
        line = self._standing()
        if line:
            line.wait()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._leave()

    def close(self) -> None:
        """Close the connection, and with it the place in the line."""
        super().close()
        if self._line:
            self._line.close()

    def _standing(self) -> Line | None:
        """None in memory, where there is nobody else."""
        if self._line is None and not self.is_in_memory_db():
            options = self.settings_dict["OPTIONS"]
            self._line = Line(str(self.settings_dict["NAME"]), float(options.get("timeout", 5)))
        return self._line

    def _leave(self) -> None:
        if self._line:
            self._line.leave()
