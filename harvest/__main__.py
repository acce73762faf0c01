"""``python -m harvest``: the same as the console script."""

from harvest.cli import main

if __name__ == "__main__":
    main()
