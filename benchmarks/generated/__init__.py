"""A generated web with a truth of its own: posts, articles that cite them, and what is true of each citation.

`web.build(seed, size)` returns all of it. The truth is written down while the web is made and knows nothing
of the code under test; `score` holds an archive's rows against it. `python -m benchmarks.recover` runs both.
"""
