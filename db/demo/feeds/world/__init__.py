"""An invented city that lives: what its sources would report, a pure function of (seed, time); all 시연용."""
