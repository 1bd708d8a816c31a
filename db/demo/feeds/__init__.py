"""The public APIs as a local server speaks them: an invented city behind them, and faults on demand."""
