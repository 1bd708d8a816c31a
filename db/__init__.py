"""Everything outside the room: the municipal database, files, and our own store."""
