"""Your answer names the models that attention was first added to.

Encoders and decoders were recurrent before there was attention. Which models came after it?
"""
# caught by: model_family_is_one_of_the_choices, model_family_is_right

model_family = "RNN"
