"""The pledge domain: records, measures and words; no framework, no database."""
