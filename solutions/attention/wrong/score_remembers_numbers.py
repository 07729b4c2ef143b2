"""Remembers scores by the numbers, whatever their shape.

Can two different sentences be made of the same numbers in the same order?
"""
# caught by: score_is_the_dot_product


_cache = {}
def score(decoder_state, encoder_states):
    key = decoder_state.tobytes() + encoder_states.tobytes()
    if key not in _cache:
        _cache[key] = encoder_states @ decoder_state
    return _cache[key].copy()
