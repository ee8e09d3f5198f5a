"""Who is erased, and what is deleted by itself so many days after its end."""
