"""The language model behind the embeddings, as it is carried, and how it is made ready to run."""
