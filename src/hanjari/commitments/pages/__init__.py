"""What the pages show in the commitments room."""
