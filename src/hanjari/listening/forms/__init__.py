"""What may come into the listening room."""
