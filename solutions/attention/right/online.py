"""Keeps a running maximum and a running total, in one pass."""


def attend(decoder_state, encoder_states):
    largest, total, blend, scores = -np.inf, 0.0, np.zeros(encoder_states.shape[1]), []
    for state in encoder_states:
        s = float(state @ decoder_state)
        higher = max(largest, s)
        fade = np.exp(largest - higher)
        total = total * fade + np.exp(s - higher)
        blend = blend * fade + np.exp(s - higher) * state
        largest = higher
        scores.append(s)
    return blend / total, np.exp(np.array(scores) - largest) / total
