"""Starts the studio: a verb goes to the command line, anything else opens the window."""

import multiprocessing
import sys


def main() -> int:
    """Run the command line or the window; returns the process's exit code."""
    # A frozen program's worker processes start here again and must turn into workers at once.
    multiprocessing.freeze_support()
    from studio import cli

    arguments = sys.argv[1:]
    if cli.is_command(arguments):
        return cli.run(arguments)
    from studio.gui import app

    return app.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
