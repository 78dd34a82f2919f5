"""The benchmark of planning: a province made up, another solver, and the table."""
