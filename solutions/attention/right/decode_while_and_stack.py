"""A while loop, and rows stacked one below the other."""


def decode(first_state, encoder_states, step, n):
    state, outputs, rows = first_state, [], np.empty((0, len(encoder_states)))
    while len(outputs) < n:
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        outputs.append(output)
        rows = np.vstack([rows, weights])
    return outputs, rows
