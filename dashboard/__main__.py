"""`python -m dashboard`: the room's commands."""

import sys

if __name__ == "__main__":
    # Not at the top: the process that reads a source imports this file, too, and needs none of it.
    from dashboard.cli import main

    sys.exit(main(sys.argv[1:]))
