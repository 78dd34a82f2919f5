"""For the test suites of others: strategies that build what exists, and laws that hold of it."""
