"""Uses longer numbers in place of subtracting the largest score.

How large may a score be before even these numbers end?
"""
# caught by: large_states_are_no_trouble
# keeps: 9.5 of 10, because only scores beyond these numbers' end, at 11356, break it


def attend(decoder_state, encoder_states):
    s = (encoder_states @ decoder_state).astype(np.longdouble)
    e = np.exp(s)
    w = (e / e.sum()).astype(float)
    return w @ encoder_states, w
