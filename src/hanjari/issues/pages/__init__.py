"""What the pages of the issues room show."""
