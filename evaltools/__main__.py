"""`python -m evaltools` is the same as `evaltools`."""

from evaltools.cli import main

main()
