"""End-to-end proof of the nine promises, over all talks and the stress talks of tests/stress (see decks.py).

| promise | guarded by | shown to fail by |
|---|---|---|
| 1 nothing overflows | test_overflow_libreoffice, test_overflow_chromium | frames cut, half the widths |
| 2 nothing is lost | test_parity (`lost`), test_overflow_libreoffice | a paragraph, letter, box less |
| 3 native PowerPoint | test_package | text in loose boxes, a colour and a face named outright |
| 4 self-contained HTML | test_axe; tests/html for requests, keys and print | no language, pale text |
| 5 same in both | test_parity (`differences`) | order, place, letter, value, formula, glue changed |
| 6 Chinese first | test_package (languages), both overflow tests; tests/text | Han tagged as English |
| 7 opens without repair | test_package (our linter, Open XML SDK, python-pptx); tests/pptx | a part taken out |
| 8 same bytes | test_same_bytes | nothing to show: two digests are compared |
| 9 mistakes at their line | test_bad_input; tests/source, tests/cli | each test names code and line |
"""
