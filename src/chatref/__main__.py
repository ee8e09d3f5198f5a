"""Where every command begins, and where Ctrl-C ends it: also while the modules are still being read."""

import sys


def main() -> int:
    try:
        from chatref import cli

        return cli.main()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
