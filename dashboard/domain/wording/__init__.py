"""The list of words by screen; `dashboard.domain.words.Words` is all of them together."""
