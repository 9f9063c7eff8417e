"""The published data as they were and as they are -> what changed, in words, and what no correction names."""
