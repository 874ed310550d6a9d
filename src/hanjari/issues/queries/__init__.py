"""Questions of the issues room."""
