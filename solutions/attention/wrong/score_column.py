"""Returns a column.

Compare the shape of your result with (T,). How many brackets does it print?
"""
# caught by: one_score_per_word, one_word_is_scored_too, score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return encoder_states @ decoder_state[:, np.newaxis]
