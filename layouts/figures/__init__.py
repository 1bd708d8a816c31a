"""Charts: each a function of view data and a look, giving a plain {"data", "layout"} for Plotly."""
