"""Questions of the public room: what may be shown to everybody."""
