"""A generator yields each look; zip takes them apart."""


def looks(state, encoder_states, step, n):
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        yield output, weights


def decode(first_state, encoder_states, step, n):
    outputs, alignment = zip(*looks(first_state, encoder_states, step, n), strict=True)
    return np.stack(outputs), np.stack(alignment)
