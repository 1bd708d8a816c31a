"""Bundles of original replies on their way from the zone that has the internet to the room, which has none."""
