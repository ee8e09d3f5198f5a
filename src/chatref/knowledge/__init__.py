"""What the assistant knows: sources, documents, passages, and the search over them."""
