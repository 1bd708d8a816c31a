"""Feeds of city statistics from public APIs: one file per source, one signature for all."""
