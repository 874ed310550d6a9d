"""What the issues room refuses, in words for the person who asked; by what it is about."""
