"""What the drawings and demonstrations need."""
