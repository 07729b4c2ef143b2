"""Quiz answers in capitals with spaces around."""

static_or_dynamic = "  Dynamic "
model_family = " TRANSFORMERS"
