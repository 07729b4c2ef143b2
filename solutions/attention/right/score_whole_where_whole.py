"""Gives whole scores as whole numbers."""


def score(decoder_state, encoder_states):
    scores = encoder_states @ decoder_state
    whole = scores.round()
    if np.abs(scores).max(initial=0) < 1e15 and (scores == whole).all():
        return whole.astype(int)
    return scores
