"""Everything that is drawn: component trees, figures, theme. A layout draws a view-model and computes nothing."""
