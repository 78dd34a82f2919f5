"""The benchmark of assessing: a workload, a loop by hand, other engines, and the table."""
