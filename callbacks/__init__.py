"""Everything that reacts: glue of a few lines between an address, the screens and the page."""
