"""Your answer names convolutional networks.

Which models are built of attention and little else?
"""
# caught by: model_family_is_right

model_family = "convolutional networks"
