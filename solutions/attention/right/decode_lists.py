"""Plain lists all the way, as a tuple of rows."""


def decode(first_state, encoder_states, step, n):
    state, steps = list(first_state), []
    for _ in range(n):
        context, weights = attend(np.array(state), encoder_states)
        output, state = step(list(context), state)
        steps.append((output, list(weights)))
    return [output for output, _ in steps], tuple(weights for _, weights in steps)
