"""What the demonstrations need: trained models, what was measured with them, and the code."""
