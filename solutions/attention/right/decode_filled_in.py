"""An array and a list made beforehand and filled in; step called by its parameters' names."""


def decode(first_state, encoder_states, step, n):
    alignment = np.zeros((n, len(encoder_states)))
    outputs = [None] * n
    state = first_state.copy()
    for number in range(n):
        context, alignment[number] = attend(state, encoder_states)
        outputs[number], state = step(state=state, context=context)
    return outputs, alignment
