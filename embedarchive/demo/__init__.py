"""A little web on this machine, and sample articles to follow through it."""
