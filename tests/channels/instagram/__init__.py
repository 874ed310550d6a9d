"""Instagram, on a simulator that speaks the Graph API as developers.facebook.com describes it."""
