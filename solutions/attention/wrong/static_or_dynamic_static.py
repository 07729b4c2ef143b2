"""Calls attention static.

Each output word has a row of its own in the alignment. Would static weights need more than one?
"""
# caught by: static_or_dynamic_is_right

static_or_dynamic = "static"
