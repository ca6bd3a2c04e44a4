"""White space as Unicode and `regex` have it, for patterns of `re`, whose `\\s` has four separators more.

What a page needs that has one embed of X and nothing else is asked of `re`: importing `regex` takes as long
as starting Python. It finds the same.
"""

SEPARATORS = r"\x1c-\x1f"
SPACE = rf"[^\S{SEPARATORS}]"
BLANK = rf"[^\S\n{SEPARATORS}]"
"""White space within a line."""
WHITE = r"\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""The same spelt out, for a class of what is none."""
