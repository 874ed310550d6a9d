"""Django's SQLite with a line before its one pen: `ENGINE = "hanjari.kit.sqlite"`."""
