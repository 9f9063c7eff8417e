"""Folders that somebody is editing -> the site as it would be published, served here and up to date with each save."""
