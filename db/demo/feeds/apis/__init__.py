"""The public APIs as the local server speaks them: one file per source, shapes as their documents say."""
