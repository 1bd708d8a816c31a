"""City statistics: what is measured, where, and what follows from it."""
