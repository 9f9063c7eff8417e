"""A static site generator for explainer microsites: what is claimed, by whom, according to which report."""
