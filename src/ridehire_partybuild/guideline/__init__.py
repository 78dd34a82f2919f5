"""The yardstick: facts, checks, requirements, duties."""
