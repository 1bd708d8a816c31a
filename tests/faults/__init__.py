"""Faults that a wall in a city hall must survive, each played for real: see registry.py."""
