"""Starts the studio: a verb goes to the command line, anything else opens the window."""

import gc
import importlib
import os
import sys

# Threads that spin long while they wait for each other make torch many times slower on a busy machine (27 ms
# became 1600 ms a picture on two cores with four busy programs); threads that never spin cost a quarter of
# the speed on a quiet one. A short spin is near the best of both. Read when torch is loaded, so set first.
os.environ.setdefault("GOMP_SPINCOUNT", "10000")


def main() -> int:
    """Run the command line or the window; returns the process's exit code."""
    if hasattr(sys, "frozen"):
        import multiprocessing

        # A frozen program's worker processes start here again and must turn into workers at once.
        multiprocessing.freeze_support()
    from studio.core.runtime import PROGRAM_VERB

    arguments = sys.argv[1:]
    if arguments[:1] == [PROGRAM_VERB]:
        from studio.core import languages
        from studio.core.runtime import program_child

        languages.start()
        return program_child.main(arguments[1:])
    from studio import cli

    if cli.is_command(arguments):
        from studio.core import languages

        languages.start()
        return cli.run(arguments)
    # Of what is made until the window has its own collector, nothing is garbage.
    gc.disable()
    # PySide reads the source of whatever is imported after it, in search of a name; so what the window needs
    # and is not Qt's goes first.
    importlib.import_module("studio.core.labelling.session")
    try:
        from studio.gui import app
    except ImportError as error:
        from studio.core.libraries import missing_library

        if (problem := missing_library(error)) is None:
            raise
        sys.stderr.write(f"studio: {problem}\n")
        return cli.WRONG_USE
    return app.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
