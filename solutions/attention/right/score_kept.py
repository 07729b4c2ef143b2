"""Remembers scores by what is in the arrays, and gives copies away."""

known = {}


def score(decoder_state, encoder_states):
    both = [(array.shape, array.dtype.str, array.tobytes()) for array in (decoder_state, encoder_states)]
    if tuple(both) not in known:
        known[tuple(both)] = encoder_states @ decoder_state
    return known[tuple(both)].copy()
