"""Recursion: one word, then the rest."""


def decode(first_state, encoder_states, step, n):
    if n == 0:
        return [], np.empty((0, len(encoder_states)))
    context, weights = attend(first_state, encoder_states)
    output, state = step(context, first_state)
    outputs, rows = decode(state, encoder_states, step, n - 1)
    return [output, *outputs], np.vstack([weights, rows])
