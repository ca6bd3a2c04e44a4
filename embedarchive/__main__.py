"""`python -m embedarchive`: the same as the command `embedarchive`."""

from embedarchive.cli import main

main()
