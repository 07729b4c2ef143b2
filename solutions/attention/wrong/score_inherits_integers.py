"""Takes its number type from the encoder states.

The states are whole numbers, the decoder state is not. Which of them decides what your result can hold?
"""
# caught by: score_takes_whole_numbers
# keeps: 9.5 of 10, because only whole numbers come out wrong


def score(decoder_state, encoder_states):
    scores = np.zeros_like(encoder_states[:, 0])
    for t in range(len(encoder_states)):
        scores[t] = encoder_states[t] @ decoder_state
    return scores
