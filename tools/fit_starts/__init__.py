"""Fit the weights of `embedarchive/stages/find/weights.py` anew; `python -m tools.fit_starts --help`.

`corpus` reads real posts, paragraphs and labelled texts; `pages` sets the posts between the paragraphs;
`foreign` lays the pages out as text and fits, in an environment of its own; `examples` asks the package for
the places and their signs; `__main__` says how well it went.
"""
