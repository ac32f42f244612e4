"""Charts: data in the shown unit, scales, words measured and placed."""
