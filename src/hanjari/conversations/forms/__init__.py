"""What may come in at the inbox's doors."""
