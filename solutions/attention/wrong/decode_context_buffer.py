"""Writes each context over the one before.

Step makes an output of the context that you give it. In which array do its numbers stand, and which line
writes into that array a step later?
"""
# caught by: each_step_starts_where_the_last_one_ended, the_outputs_are_what_step_gave,
#   decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    T, d = encoder_states.shape
    context = np.zeros(d)
    state, outputs, alignment = first_state, [], np.zeros((n, T))
    for i in range(n):
        s = encoder_states @ state
        e = np.exp(s - s.max())
        alignment[i] = e / e.sum()
        np.matmul(alignment[i], encoder_states, out=context)
        output, state = step(context, state)
        outputs.append(output)
    return outputs, alignment
