"""What `hanjari doctor` looks at, one file a part of the house; each function yields its signs."""

from hanjari.config.examinations.database import look_at_database
from hanjari.config.examinations.home import look_at_home
from hanjari.config.examinations.rows import look_at_rows
from hanjari.config.examinations.sign import Sign
from hanjari.config.examinations.streams import look_at_streams
from hanjari.config.examinations.surroundings import look_at_surroundings

__all__ = [
    "Sign",
    "look_at_database",
    "look_at_home",
    "look_at_rows",
    "look_at_streams",
    "look_at_surroundings",
]
