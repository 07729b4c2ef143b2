"""Cosine similarity.

Make a word twice as long. Does the dot product notice, and does your score?
"""
# caught by: scores_follow_the_decoder_state, score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    lengths = np.linalg.norm(encoder_states, axis=1) * np.linalg.norm(decoder_state)
    return encoder_states @ decoder_state / (lengths + 1e-9)
