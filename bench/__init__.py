"""Benchmarks: what building costs, beside other tools. Nothing here is a test, and no test looks at the clock."""
