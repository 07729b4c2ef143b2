"""Rounds the outputs to four digits.

step gave you the output. Is it the same number that you keep?
"""
# caught by: the_outputs_are_what_step_gave
# keeps: 9.25 of 10, because all digits but the last are right


def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    for _ in range(n):
        context, weights = attend(state, encoder_states)
        output, state = step(context, state)
        outputs.append(output if isinstance(output, str) else np.round(output, 4))
        alignment.append(weights)
    return outputs, np.array(alignment)
