"""Hostile content: how it is made, how it is judged, and the processes in which that happens."""
