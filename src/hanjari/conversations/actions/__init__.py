"""Acts of the conversations room."""
