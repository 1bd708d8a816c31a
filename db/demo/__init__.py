"""The embedded demo: an invented city's own database (시연용 자료), and a mover that carries it forward.

`build_demo` writes a SQLite file as the city knew it on 2024-12-31; `advance` moves it one day on,
`complete_demo` brings a file of an earlier program up to this one, `count_days` its daily list up to real time.
`mappings/demo.toml` reads it like any other city's database.
"""

from db.demo.build import build_demo, complete_demo
from db.demo.city_counts import count_days
from db.demo.mover import advance

__all__ = ["advance", "build_demo", "complete_demo", "count_days"]
