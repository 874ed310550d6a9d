"""What may come in at the commitments room."""
