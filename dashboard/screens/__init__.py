"""View-models: what each screen shows, as plain data. Texts are finished; charts get raw numbers too.

Rules for every view-model: a text is ready to print, in the words of `dashboard.domain.words`; a
field that may be missing is None beside a text that says 자료 없음; an `href` comes from
`dashboard.urls`; days are whole days; shares are 0..1; money is an integer of the smallest unit.
"""
