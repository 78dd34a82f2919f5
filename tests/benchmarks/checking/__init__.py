"""What the benchmark of `violations` is made of."""
