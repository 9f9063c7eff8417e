"""Content -> what is worked out across sources, and can be typed nowhere."""
