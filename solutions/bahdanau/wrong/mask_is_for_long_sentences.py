"""Thinks of the longest sentence, and not of the shorter ones beside it.

Two sentences of different lengths stand in one array. What fills the places that are left?
"""
# caught by: mask_is_for_is_right

mask_is_for = "long sentences"
