"""Real servers that tests start themselves: own ports, own folders, stopped by their process ids."""
