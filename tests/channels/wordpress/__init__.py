"""WordPress against a real WordPress."""
