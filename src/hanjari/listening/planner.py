"""How PostgreSQL is to plan our questions: said once a connection."""

from typing import Any

PLANNER = "SET jit = off; SET random_page_cost = 1.1"


def tell(connection: Any, **_rest: object) -> None:
    """Whenever Django has connected. SQLite needs no word.

    Compiling a statement over the months takes longer (0.8 s) than running it, and no disk of today
    seeks for four pages' time: with these the search index is used.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(PLANNER)
