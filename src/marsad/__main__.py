"""`python -m marsad`, and the `marsad` command."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C ends it quietly while it is still being loaded, too."""
    try:
        from marsad.cli.main import main as run
    except KeyboardInterrupt:
        sys.stderr.write("marsad: interrupted\n")
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
