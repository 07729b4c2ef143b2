"""Keeps all outputs as numbers of the first one's type, so that fractions may be cut off.

Suppose that the first output is 0, the second 0.25. What becomes of 0.25 where you keep it?
"""
# caught by: an_output_may_have_any_length, decode_takes_whole_numbers
# keeps: 9.5 of 10, because it is right where the first output has a fraction, or is a word


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        kind = np.asarray(outputs[0] if outputs else output).dtype
        outputs.append(output if isinstance(output, str) else np.asarray(output).astype(kind))
        alignment.append(weights)
    return outputs, np.array(alignment)
