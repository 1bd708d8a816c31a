"""What the words mean, when data refreshes, and how the room is put together."""
