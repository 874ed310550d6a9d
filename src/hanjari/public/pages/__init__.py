"""What each sheet of the open page shows."""
