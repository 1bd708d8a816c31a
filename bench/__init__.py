"""The benchmarks: the room against a plain Dash application of the same content, side by side in one run."""
