"""Find, resolve, keep and verify the posts that articles cite."""

__version__ = "0.1.0"
