"""What LaTeX commands stand for: letters, operators, delimiters, accents, functions, alphabets and spaces."""

from __future__ import annotations


def _table(words: str) -> dict[str, str]:
    """`name character` pairs, as many as there are."""
    parts = words.split()
    return dict(zip(parts[::2], parts[1::2], strict=True))


LETTERS = _table("""
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ
    nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ
    omega ω ell ℓ hbar ℏ imath ı jmath ȷ partial ∂ wp ℘ Re ℜ Im ℑ aleph ℵ beth ℶ
""")
"""Letters that are set in italics."""

UPRIGHT = _table("""
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω nabla ∇ infty ∞ emptyset ∅
    varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠ triangle △ square □ Box □ degree ° prime ′
    ldots … dots … dotsc … cdots ⋯ dotsb ⋯ vdots ⋮ ddots ⋱ checkmark ✓ star ⋆ clubsuit ♣ heartsuit ♡ S § copyright ©
    pounds £ yen ¥ euro €
""")
"""Signs that are set upright and stand for themselves."""

BINARY = _table("""
    pm ± mp ∓ times × div ÷ cdot · ast ∗ circ ∘ bullet • cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ wedge ∧ land ∧
    setminus ∖ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ dagger † ddagger ‡ amalg ⨿ bigtriangleup △ diamond ⋄
""")

RELATIONS = _table("""
    leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ ll ≪ gg ≫ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ prec ≺ succ ≻ preceq ⪯
    succeq ⪰ in ∈ ni ∋ notin ∉ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ mid ∣ nmid ∤ parallel ∥ perp ⊥
    vdash ⊢ models ⊨ asymp ≍ doteq ≐ coloneqq ≔ triangleq ≜ lesssim ≲ gtrsim ≳ leqslant ⩽ geqslant ⩾ lt < gt >
    to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⟺ implies ⟹
    impliedby ⟸ mapsto ↦ longmapsto ⟼ longrightarrow ⟶ longleftarrow ⟵ Longrightarrow ⟹ Longleftarrow ⟸
    Longleftrightarrow ⟺ longleftrightarrow ⟷ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ nearrow ↗
    searrow ↘ hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ leftharpoonup ↼ rightleftharpoons ⇌ leadsto ⇝
    rightsquigarrow ⇝ because ∵ therefore ∴ colon :
""")

LARGE = _table("""
    sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄ bigsqcup ⨆
""")
"""Large operators with their limits above and below."""

INTEGRALS = _table("int ∫ iint ∬ iiint ∭ oint ∮ oiint ∯")
"""Large operators with their limits beside them."""

FUNCTIONS = frozenset((
    "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "dim", "exp", "hom", "ker", "lg",
    "ln", "log", "sec", "sin", "sinh", "tan", "tanh",
))  # fmt: skip

LIMITS = {name: name for name in ("lim", "max", "min", "sup", "inf", "det", "gcd", "Pr")} | {
    "limsup": "lim sup",
    "liminf": "lim inf",
    "argmax": "arg max",
    "argmin": "arg min",
}
"""Functions whose index stands below."""

DELIMITERS = _table("""
    lbrace { rbrace } lbrack [ rbrack ] lparen ( rparen ) langle ⟨ rangle ⟩ lvert | rvert | vert | lVert ‖ rVert ‖
    Vert ‖ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lgroup ⟮ rgroup ⟯ backslash \\
""") | {"{": "{", "}": "}", "|": "‖"}

OPENING, CLOSING = frozenset("([{⟨⌊⌈⟮"), frozenset(")]}⟩⌋⌉⟯")

ACCENTS = {
    "hat": "^", "widehat": "^", "tilde": "~", "widetilde": "~", "bar": "¯", "dot": "˙", "ddot": "¨", "vec": "→",
    "check": "ˇ", "breve": "˘", "acute": "´", "grave": "`", "mathring": "˚", "overline": "‾",
    "overrightarrow": "→", "overleftarrow": "←",
}  # fmt: skip
"""Signs above; those over several letters stretch."""

STRETCHED = frozenset(("widehat", "widetilde", "overline", "overrightarrow", "overleftarrow"))

ARROWS = {
    "xrightarrow": "→", "xleftarrow": "←", "xleftrightarrow": "↔", "xRightarrow": "⇒", "xLeftarrow": "⇐",
    "xmapsto": "↦", "xlongequal": "=",
}  # fmt: skip
"""Arrows as long as what stands above them."""

SPACES = {
    ",": "0.1667em", "thinspace": "0.1667em", ":": "0.2222em", ">": "0.2222em", "medspace": "0.2222em",
    ";": "0.2778em", "thickspace": "0.2778em", "!": "-0.1667em", "negthinspace": "-0.1667em", " ": "0.25em",
    "enspace": "0.5em", "quad": "1em", "qquad": "2em",
}  # fmt: skip

SIZES = {"big": "1.2em", "Big": "1.8em", "bigg": "2.4em", "Bigg": "3em"}

MATRICES = {
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"), "smallmatrix": ("", ""), "array": ("", ""), "cases": ("{", ""), "rcases": ("", "}"),
}  # fmt: skip
"""Environments of cells, with what stands around them."""

LINES = frozenset(("aligned", "align", "align*", "split", "gathered", "gather", "gather*", "alignedat"))
"""Environments of lines."""

ALPHABETS = {
    "mathbf": "bold", "mathbb": "double", "mathcal": "script", "mathscr": "script", "mathfrak": "fraktur",
    "mathsf": "sans", "mathtt": "mono", "boldsymbol": "bold-italic", "bm": "bold-italic", "mathit": "italic",
    "mathrm": "normal", "mathnormal": "italic",
}  # fmt: skip

# Unicode's mathematical alphanumeric symbols: (first capital, first small letter, first digit); gaps are older letters.
_RANGES = {
    "bold": (0x1D400, 0x1D41A, 0x1D7CE),
    "bold-italic": (0x1D468, 0x1D482, 0x1D7CE),
    "script": (0x1D49C, 0x1D4B6, 0),
    "fraktur": (0x1D504, 0x1D51E, 0),
    "double": (0x1D538, 0x1D552, 0x1D7D8),
    "sans": (0x1D5A0, 0x1D5BA, 0x1D7E2),
    "mono": (0x1D670, 0x1D68A, 0x1D7F6),
}
_GREEK = {"bold": (0x1D6A8, 0x1D6C2), "bold-italic": (0x1D71C, 0x1D736)}
_OLDER = {
    "script": _table("B ℬ E ℰ F ℱ H ℋ I ℐ L ℒ M ℳ R ℛ e ℯ g ℊ o ℴ"),
    "fraktur": _table("C ℭ H ℌ I ℑ R ℜ Z ℨ"),
    "double": _table("C ℂ H ℍ N ℕ P ℙ Q ℚ R ℝ Z ℤ"),
}


def styled(text: str, alphabet: str) -> str:
    """Letters and digits in one of Unicode's mathematical alphabets; others, and gaps of it, stay as they are."""
    older, (capital, small, digit) = _OLDER.get(alphabet, {}), _RANGES[alphabet]
    greek = _GREEK.get(alphabet)
    made = []
    for char in text:
        if char in older:
            made.append(older[char])
        elif "A" <= char <= "Z":
            made.append(chr(capital + ord(char) - ord("A")))
        elif "a" <= char <= "z":
            made.append(chr(small + ord(char) - ord("a")))
        elif "0" <= char <= "9" and digit:
            made.append(chr(digit + ord(char) - ord("0")))
        elif greek and "Α" <= char <= "Ω":
            made.append(chr(greek[0] + ord(char) - ord("Α")))
        elif greek and "α" <= char <= "ω":
            made.append(chr(greek[1] + ord(char) - ord("α")))
        else:
            made.append(char)
    return "".join(made)
