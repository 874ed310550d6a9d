"""The figures of the language room: one module per task, each with `rows()`."""
