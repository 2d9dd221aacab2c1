"""What things are: pure pydantic, one shape for every kind of file; `kinds` lists them."""
