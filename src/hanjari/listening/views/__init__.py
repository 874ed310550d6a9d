"""The doors of the listening room."""
