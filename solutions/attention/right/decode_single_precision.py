"""Everything in float32, the alignment too."""


def decode(first_state, encoder_states, step, n):
    state, states = first_state.astype(np.float32), encoder_states.astype(np.float32)
    outputs, alignment = [], np.zeros((n, len(states)), dtype=np.float32)
    for number in range(n):
        context, alignment[number] = attend(state, states)
        output, state = step(context, state)
        state = state.astype(np.float32)
        outputs.append(output)
    return outputs, alignment
