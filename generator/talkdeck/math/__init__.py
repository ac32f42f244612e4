"""Formulas: LaTeX read strictly, as MathML that both browsers draw; how large a formula gets, and how it reads."""
