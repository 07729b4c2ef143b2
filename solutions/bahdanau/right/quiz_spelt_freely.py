"""Quiz answers in capitals, with spaces around."""

bahdanau_score = " Additive"
once_a_sentence = "UH"
attention_weights = "COMPUTED "
mask_is_for = "Padding"
alignment_kind = "Soft"
