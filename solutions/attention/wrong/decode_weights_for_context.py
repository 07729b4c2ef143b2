"""Hands step the weights instead of the context.

Should the decoder know where you looked, or what you saw there?
"""
# caught by: each_step_is_given_a_new_context, one_word_is_looked_at_each_time, decode_looks_steps_and_keeps


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(np.resize(weights, len(context)), state)
        outputs.append(output)
        alignment.append(weights)
    return outputs, np.array(alignment)
