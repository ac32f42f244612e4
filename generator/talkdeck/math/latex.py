"""LaTeX's mathematics, read strictly: a formula as a tree of MathML elements, or what is wrong at which character.

The usual commands of amsmath are understood, and nothing is guessed: a command that is not known, a brace that is not
closed or an argument that is missing is an error. (Converters of LaTeX are lenient, and show mistakes to an audience.)
Colours, sizes and macros of one's own are not part of it: the looks of a formula are the brand's.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from talkdeck.math import symbols as sign
from talkdeck.math.tree import THIN, Node, operator, row, space
from talkdeck.model.values import Struct, replace

_TOKEN = re.compile(r"\s*(\\(?:operatorname\*|[A-Za-z]+|.|$)|\d+(?:\.\d+)?|\.\d+|\S)", re.DOTALL)
_BLANK = re.compile(r"\s*")
_TEXT_SIGNS = frozenset("%$#&_{} ")
MAX_DEPTH = 40
"""Levels of nesting; a formula that anybody can read has five."""


class LatexError(Exception):
    """What is wrong with a formula: a code, the fact, where (offset and length in characters), and what to do."""

    def __init__(self, code: str, fact: str, at: int, length: int, hint: str) -> None:
        self.code, self.fact, self.at, self.length, self.hint = code, fact, at, max(1, length), hint
        super().__init__(fact)


class Token(NamedTuple):
    """A command with its backslash, a number or a character, from `at` to `end`; empty at the formula's end."""

    text: str
    at: int
    end: int


class _Atom(Struct, frozen=True):
    """An element and how it behaves in a row: where its limits stand, and whether it is a function's name."""

    node: Node
    limits: bool = False
    function: bool = False


def parse(latex: str) -> Node:
    """The tree of a formula in display style. Raises LatexError with code E250, E251 or E252."""
    reader = _Reader(latex)
    nodes = reader.row(lambda token: not token.text)
    if not nodes:
        raise LatexError("E250", "the formula is empty", 0, 1, "write a formula, such as E = mc^2")
    return row(*nodes)


class _Reader:
    """A recursive descent over the characters; `pos` is behind the last token taken."""

    def __init__(self, latex: str) -> None:
        self.latex, self.pos, self.depth = latex, 0, 0

    def peek(self) -> Token:
        match = _TOKEN.match(self.latex, self.pos)
        return Token(match[1], match.start(1), match.end(1)) if match else Token("", len(self.latex), len(self.latex))

    def take(self) -> Token:
        token = self.peek()
        self.pos = token.end
        return token

    def wrong(self, token: Token, code: str, fact: str, hint: str) -> LatexError:
        """What is wrong at a token, or at the formula's last character."""
        at = token.at if token.text else max(0, len(self.latex.rstrip()) - 1)
        return LatexError(code, fact, at, len(token.text), hint)

    # --- rows and scripts ---------------------------------------------------------------------------------------------

    def row(self, ends: Callable[[Token], bool]) -> list[Node]:
        """Elements up to a token that ends them, which is left to the caller; so is to find that it is missing."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.wrong(
                self.peek(), "E250", f"nested more than {MAX_DEPTH} levels deep", "part it into several formulas"
            )
        atoms: list[_Atom] = []
        while (token := self.peek()).text and not ends(token):
            if token.text in (r"\displaystyle", r"\textstyle", r"\scriptstyle"):
                self.take()
                level = (("scriptlevel", "1" if token.text == r"\scriptstyle" else "0"),)
                style = (("displaystyle", str(token.text == r"\displaystyle").lower()), *level)
                atoms.append(_Atom(Node("mstyle", (row(*self.row(ends)),), attributes=style)))
                break
            atoms.append(self.scripts(self.atom()))
        self.depth -= 1
        return _spaced(atoms)

    def scripts(self, base: _Atom) -> _Atom:
        """The element with what is written above and below it, and its primes."""
        below: Node | None = None
        above: Node | None = None
        primes = ""
        limits = base.limits
        while True:
            token = self.peek()
            if token.text == "'":
                self.take()
                primes += "′"
            elif token.text in (r"\limits", r"\nolimits"):
                self.take()
                limits = token.text == r"\limits"
            elif token.text == "_":
                if below is not None:
                    raise self.wrong(
                        token, "E250", "a second index at one sign", "put braces around what belongs together: {a_b}_c"
                    )
                self.take()
                below = self.argument("_", "an index")
            elif token.text == "^":
                if above is not None:
                    raise self.wrong(
                        token,
                        "E250",
                        "a second exponent at one sign",
                        "put braces around what belongs together: {a^b}^c",
                    )
                self.take()
                above = self.argument("^", "an exponent")
            else:
                break
        if primes:
            signs = operator(primes, stretchy="false")
            above = row(signs, above) if above is not None else signs
        tags = ("munder", "mover", "munderover") if limits else ("msub", "msup", "msubsup")
        if below is not None and above is not None:
            return replace(base, node=Node(tags[2], (base.node, below, above)))
        if below is not None:
            return replace(base, node=Node(tags[0], (base.node, below)))
        return replace(base, node=Node(tags[1], (base.node, above))) if above is not None else base

    def argument(self, command: str, what: str) -> Node:
        """What a command takes: a group in braces, one sign, or one digit."""
        token = self.peek()
        if token.text == "{":
            return self.group()
        if not token.text or token.text in ("}", "&", "^", "_", "'", r"\\", r"\right", r"\end"):
            here = Token(token.text, token.at, token.end)
            raise self.wrong(
                here, "E250", f"`{command}` needs {what}", f"write it in braces behind it: {command}{{...}}"
            )
        if token.text[0].isdigit() and len(token.text) > 1:
            self.pos = token.at + 1
            return Node("mn", text=token.text[0])
        return self.atom().node

    def group(self) -> Node:
        """What stands in braces."""
        opening = self.take()
        nodes = self.row(lambda token: token.text == "}")
        if not self.take().text:
            raise self.wrong(opening, "E250", "this brace is not closed", "add `}` where what it begins ends")
        return row(*nodes)

    def raw(self, command: Token, what: str) -> tuple[str, int]:
        """The characters between braces behind a command, not read as mathematics, and where they begin."""
        opening = self.peek()
        if opening.text != "{":
            raise self.wrong(opening, "E250", f"`{command.text}` needs {what}", f"write {command.text}{{...}}")
        depth, at = 0, opening.at
        while at < len(self.latex):
            char = self.latex[at]
            if char == "\\":
                at += 1
            elif char == "{":
                depth += 1
            elif char == "}":
                depth -= 1
                if depth == 0:
                    self.pos = at + 1
                    return self.latex[opening.end : at], opening.end
            at += 1
        raise self.wrong(opening, "E250", "this brace is not closed", "add `}` where what it begins ends")

    # --- signs --------------------------------------------------------------------------------------------------------

    def atom(self) -> _Atom:
        """One sign, group or command with its arguments, without what stands above and below it."""
        token = self.peek()
        char = token.text
        if char == "{":
            return _Atom(self.group())
        if char in ("^", "_", "'"):
            return _Atom(Node("mrow"))  # an index of nothing, as in {}_a X
        self.take()
        if char[0] == "\\":
            return self.command(token)
        if char[0].isdigit() or (char[0] == "." and len(char) > 1):
            return _Atom(Node("mn", text=char))
        if char == "}":
            raise self.wrong(token, "E250", "this brace closes nothing", "remove it, or add `{` where it begins")
        if char == "&":
            raise self.wrong(
                token, "E250", "`&` stands outside of rows", r"write \& for the sign; columns need \begin{aligned}"
            )
        if char == "%":
            raise self.wrong(token, "E252", "`%` begins a comment in LaTeX", r"write \%")
        if char in "$#":
            hint = "a formula is written without dollar signs" if char == "$" else r"write \#"
            raise self.wrong(token, "E252", f"`{char}` cannot stand in a formula", hint)
        return _Atom(_character(char))

    def command(self, token: Token) -> _Atom:
        """A command; its token is taken."""
        name = token.text[1:]
        if name in sign.LARGE:
            return _Atom(operator(sign.LARGE[name], largeop="true", movablelimits="true"), limits=True)
        if name in sign.LIMITS:
            words = operator(sign.LIMITS[name], form="prefix", movablelimits="true", lspace="0em", rspace="0em")
            return _Atom(words, limits=True, function=True)
        if name in sign.FUNCTIONS:
            return _Atom(Node("mi", text=name), function=True)
        if name in _SIGNS:
            return _Atom(_SIGNS[name])
        made = getattr(self, f"_{_COMMANDS[name]}", None) if name in _COMMANDS else None
        if made is None:
            raise self.unknown(token, name)
        atom: _Atom = made(token, name)
        return atom

    def unknown(self, token: Token, name: str) -> LatexError:
        """What is wrong with a command that is not known."""
        if name == "\\":
            hint = r"for lines below each other write \begin{aligned} ... \\ ... \end{aligned}"
            return self.wrong(token, "E250", r"`\\` stands outside of rows", hint)
        if not name:
            return self.wrong(token, "E250", "a backslash ends the formula", "remove it, or write the command")
        close = difflib.get_close_matches(name, [*_SIGNS, *_COMMANDS, *sign.FUNCTIONS, *sign.LIMITS, *sign.LARGE], 1)
        upright = rf"for upright words write \text{{{name}}} or \operatorname{{{name}}}"
        hint = rf"did you mean \{close[0]}?" if close else upright
        return self.wrong(token, "E251", f"the command `{token.text}` is not known", hint)

    # --- commands by what they take; found by name in _COMMANDS -------------------------------------------------------

    def _fraction(self, token: Token, name: str) -> _Atom:
        parts = (self.argument(token.text, "a numerator"), self.argument(token.text, "a denominator"))
        return _Atom(_in_style(Node("mfrac", parts), name))

    def _binomial(self, token: Token, name: str) -> _Atom:
        parts = (self.argument(token.text, "an upper number"), self.argument(token.text, "a lower number"))
        return _Atom(_in_style(_fenced("(", (Node("mfrac", parts, attributes=(("linethickness", "0"),)),), ")"), name))

    def _root(self, token: Token, name: str) -> _Atom:
        degree: Node | None = None
        if self.peek().text == "[":
            opening = self.take()
            degree = row(*self.row(lambda t: t.text == "]"))
            if not self.take().text:
                raise self.wrong(opening, "E250", "this bracket is not closed", r"write \sqrt[3]{x}")
        what = self.argument(token.text, "what it is the root of")
        return _Atom(Node("mroot", (what, degree)) if degree else Node("msqrt", (what,)))

    def _accent(self, token: Token, name: str) -> _Atom:
        stretchy = str(name in sign.STRETCHED).lower()
        what = self.argument(token.text, "what it stands above")
        mark = operator(sign.ACCENTS[name], stretchy=stretchy)
        return _Atom(Node("mover", (what, mark), attributes=(("accent", "true"),)))

    def _below(self, token: Token, name: str) -> _Atom:
        what = self.argument(token.text, "what it stands below")
        return _Atom(Node("munder", (what, operator("_", stretchy="true")), attributes=(("accentunder", "true"),)))

    def _brace(self, token: Token, name: str) -> _Atom:
        what = self.argument(token.text, "what it holds together")
        if name == "overbrace":
            return _Atom(Node("mover", (what, operator("⏞", stretchy="true"))), limits=True)
        return _Atom(Node("munder", (what, operator("⏟", stretchy="true"))), limits=True)

    def _set(self, token: Token, name: str) -> _Atom:
        small = self.argument(token.text, "what is set small")
        base = self.argument(token.text, "what it is set to")
        return _Atom(Node("munder" if name == "underset" else "mover", (base, small)))

    def _arrow(self, token: Token, name: str) -> _Atom:
        below: Node | None = None
        if self.peek().text == "[":
            opening = self.take()
            below = row(*self.row(lambda t: t.text == "]"))
            if not self.take().text:
                raise self.wrong(opening, "E250", "this bracket is not closed", rf"write {token.text}[below]{{above}}")
        arrow = operator(sign.ARROWS[name], stretchy="true")
        above = self.argument(token.text, "what stands above it")
        return _Atom(Node("munderover", (arrow, below, above)) if below else Node("mover", (arrow, above)))

    def _alphabet(self, token: Token, name: str) -> _Atom:
        alphabet = sign.ALPHABETS[name]
        return _Atom(_lettered(self.argument(token.text, "letters"), alphabet))

    def _words(self, token: Token, name: str) -> _Atom:
        raw, begin = self.raw(token, "words in braces")
        made = []
        at = 0
        while at < len(raw):
            char = raw[at]
            if char == "\\":
                if raw[at + 1 : at + 2] not in _TEXT_SIGNS or at + 1 == len(raw):
                    here = Token(raw[at : at + 2], begin + at, begin + at + 2)
                    raise self.wrong(
                        here, "E252", "a command inside of words", "end the words before it: \\text{a} \\alpha"
                    )
                at += 1
                char = raw[at]
            elif char in "$%#&":
                here = Token(char, begin + at, begin + at + 1)
                raise self.wrong(here, "E252", f"`{char}` cannot stand in words", f"write \\{char}")
            elif char in "{}":
                char = ""
            made.append("\u00a0" if char == "~" else char)
            at += 1
        text = "".join(made).replace("\n", " ")
        if not text:
            raise self.wrong(token, "E250", f"`{token.text}` has no words", f"write {token.text}{{...}}")
        if name in ("textbf",):
            text = sign.styled(text, "bold")
        # Blanks at the ends are part of it: as plain ones they would be dropped.
        text = re.sub(r"^ +| +$", lambda blank: "\u00a0" * len(blank[0]), text)
        return _Atom(Node("mtext", text=text))

    def _operator(self, token: Token, name: str) -> _Atom:
        raw, _ = self.raw(token, "a name")
        text = re.sub(r"\\[,;: ]", "\u2009", raw).strip()
        if not text or not all(char.isalnum() or char in " \u2009-*" for char in text):
            raise self.wrong(
                token, "E250", f"`{token.text}` needs a name of letters", rf"write {token.text}{{softmax}}"
            )
        if name.endswith("*"):
            words = operator(text, form="prefix", movablelimits="true", lspace="0em", rspace="0em")
            return _Atom(words, limits=True, function=True)
        normal = (("mathvariant", "normal"),) if len(text) == 1 else ()
        return _Atom(Node("mi", text=text, attributes=normal), function=True)

    def _modulus(self, token: Token, name: str) -> _Atom:
        if name == "bmod":
            return _Atom(operator("mod", lspace="0.2222em", rspace="0.2222em"))
        what = self.argument(token.text, "a modulus")
        words = (Node("mi", text="mod"), space("0.3333em"), what)
        return _Atom(row(space("0.5em"), _bare("("), *words, _bare(")")))

    def _not(self, token: Token, name: str) -> _Atom:
        made = self.argument(token.text, "a relation")
        if made.tag != "mo":
            raise self.wrong(token, "E250", r"`\not` needs a relation behind it", r"such as \not=, or write \neq")
        text = unicodedata.normalize("NFC", made.text + "\u0338")
        return _Atom(replace(made, text=text))

    def _sized(self, token: Token, name: str) -> _Atom:
        size = sign.SIZES[name.rstrip("lrm") if name not in sign.SIZES else name]
        text = self.delimiter(token)
        return _Atom(operator(text, stretchy="true", minsize=size, maxsize=size) if text else Node("mrow"))

    def delimiter(self, command: Token) -> str:
        """What `\\left` and the like stand before; empty for a dot."""
        token = self.peek()
        name = token.text[1:] if token.text.startswith("\\") else ""
        plain = {"<": "⟨", ">": "⟩", ".": "", "/": "/"}
        self.take()
        if token.text in "()[]|" and token.text:
            return token.text
        if token.text in plain:
            return plain[token.text]
        if name in sign.DELIMITERS:
            return sign.DELIMITERS[name]
        if name in ("uparrow", "downarrow", "updownarrow"):
            return sign.RELATIONS[name]
        hint = rf"write {command.text}( , {command.text}[ , {command.text}\{{ , {command.text}| , or {command.text}."
        raise self.wrong(token if token.text else command, "E250", f"`{command.text}` needs a bracket behind it", hint)

    def _left(self, token: Token, name: str) -> _Atom:
        begin = self.delimiter(token)
        parts: list[Node] = []
        while True:
            parts += self.row(lambda t: t.text in (r"\right", r"\middle", "}", "&", r"\\", r"\end"))
            end = self.take()
            if end.text == r"\middle":
                bar = self.delimiter(end)
                parts.append(operator(bar, fence="true", separator="true", stretchy="true", form="infix"))
            elif end.text == r"\right":
                return _Atom(_fenced(begin, (row(*parts),) if parts else (Node("mrow"),), self.delimiter(end), parts))
            else:
                raise self.wrong(
                    token, "E250", r"`\left` without its `\right`", r"add \right with a bracket, or `\right.` for none"
                )

    def _alone(self, token: Token, name: str) -> _Atom:
        partner = {"right": r"\left", "middle": r"\left", "end": r"\begin"}[name]
        raise self.wrong(
            token, "E250", f"`{token.text}` without its `{partner}`", f"add `{partner}` where it begins, or remove it"
        )

    # --- environments -------------------------------------------------------------------------------------------------

    def _begin(self, token: Token, name: str) -> _Atom:
        kind, at = self.raw(token, "the name of an environment")
        here = Token(kind, at, at + len(kind))
        if kind in ("equation", "equation*", "displaymath", "math"):
            raise self.wrong(
                here,
                "E250",
                f"`{kind}` is not needed",
                "leave \\begin and \\end out: each formula has a line of its own",
            )
        if kind not in sign.MATRICES and kind not in sign.LINES:
            close = difflib.get_close_matches(kind, [*sign.MATRICES, *sign.LINES], 1)
            hint = f"did you mean `{close[0]}`?" if close else "known are matrix, pmatrix, cases, aligned, array ..."
            raise self.wrong(here, "E251", f"the environment `{kind}` is not known", hint)
        columns = self.columns(token, kind)
        lines = self.lines(token, kind)
        rows = []
        for cells in lines:
            made = []
            for n, cell in enumerate(cells):
                align = columns[n % len(columns)] if columns else ""
                looks: tuple[tuple[str, str], ...] = (("class", f"to-{align}"),) if align else ()
                made.append(Node("mtd", (cell,), attributes=looks))
            rows.append(Node("mtr", tuple(made)))
        aligned = kind in sign.LINES
        looks = (("class", "aligned"), ("displaystyle", "true")) if aligned else ()
        table = Node("mtable", tuple(rows), attributes=looks)
        if kind == "smallmatrix":
            table = Node("mstyle", (table,), attributes=(("scriptlevel", "1"),))
        before, behind = sign.MATRICES.get(kind, ("", ""))
        return _Atom(_fenced(before, (table,), behind) if before or behind else table)

    def columns(self, token: Token, kind: str) -> str:
        """How the columns of an environment are aligned, a letter each; empty for centred ones."""
        if kind in ("array", "alignedat"):
            spec, at = self.raw(token, "its columns, such as {lcr}")
            if kind == "array":
                if set(spec) - set("lcr| "):
                    raise self.wrong(
                        Token(spec, at, at + len(spec)), "E250", "columns are l, c or r", r"write \begin{array}{lcr}"
                    )
                return spec.replace("|", "").replace(" ", "")
        if kind in ("cases", "rcases"):
            return "l"
        return "" if kind not in sign.LINES or kind.startswith("gather") else "rl"

    def lines(self, token: Token, kind: str) -> list[list[Node]]:
        """Cells by row, up to the end of the environment."""
        rows: list[list[Node]] = [[]]
        while True:
            cell = row(*self.row(lambda t: t.text in ("&", r"\\", r"\end", "}")))
            end = self.take()
            rows[-1].append(cell)
            if end.text == r"\\":
                if gap := re.match(r"\s*\[[^\]\\]*\]", self.latex[self.pos :]):
                    self.pos += gap.end()
                rows.append([])
            elif end.text == r"\end":
                name, at = self.raw(end, "the name of an environment")
                if name != kind:
                    fact = f"`{kind}` is ended as `{name}`"
                    raise self.wrong(Token(name, at, at + len(name)), "E250", fact, rf"write \end{{{kind}}}")
                if len(rows) > 1 and all(c.tag == "mrow" and not c.children for c in rows[-1]):
                    rows.pop()
                return rows
            elif end.text != "&":
                raise self.wrong(token, "E250", f"the environment `{kind}` is not ended", rf"add \end{{{kind}}}")


def _spaced(atoms: list[_Atom]) -> list[Node]:
    """Elements with thin spaces around names of functions, as TeX has them."""
    nodes: list[Node] = []
    for n, atom in enumerate(atoms):
        before = atoms[n - 1] if n else None
        if before is not None and _touches(before, atom):
            nodes.append(space(THIN))
        node = atom.node
        if node.tag == "mo" and node.text in "+−±∓" and (before is None or _opens(before.node)):
            node = replace(node, attributes=(*node.attributes, ("form", "prefix")))  # a sign, no operation
        nodes.append(node)
    return nodes


def _touches(before: _Atom, atom: _Atom) -> bool:
    """Whether a function's name and its neighbour need a space between them."""
    if before.function:
        first = atom.node.children[0] if atom.node.tag == "mrow" and atom.node.children else atom.node
        return atom.function or not (first.tag == "mo" or (first.tag == "mrow" and not first.children))
    return atom.function and _core(before.node).tag not in ("mo", "mspace")


def _opens(node: Node) -> bool:
    """Whether a sign behind this element is one of a number: behind an operator, a relation or an opening bracket."""
    return node.tag == "mo" and node.get("form") != "postfix" and node.text not in ("!", "%", "′", "|", "‖")


def _core(node: Node) -> Node:
    """The sign at the heart of an element with scripts."""
    while node.tag in ("msub", "msup", "msubsup", "munder", "mover", "munderover") and node.children:
        node = node.children[0]
    return node


def _bare(char: str) -> Node:
    """A bracket that stays as it is."""
    form = {"form": "prefix"} if char in sign.OPENING else {"form": "postfix"} if char in sign.CLOSING else {}
    return operator(char, stretchy="false", **form)


def _character(char: str) -> Node:
    """A character that stands for itself."""
    if char in sign.OPENING or char in sign.CLOSING or char in "|‖":
        return _bare(char)
    if unicodedata.category(char) == "Lo":
        return Node("mtext", text=char)
    if char.isalpha():
        return Node("mi", text=char)
    if char.isdigit():
        return Node("mn", text=char)
    return operator({"-": "−", "*": "∗", "~": "\u00a0"}.get(char, char))


def _fenced(begin: str, inside: tuple[Node, ...], end: str, parts: list[Node] | None = None) -> Node:
    """Brackets as tall as what is inside; either may be empty. `parts` are the inside where bars part it."""
    inner = tuple(parts) if parts and any(part.get("separator") for part in parts) else inside
    left = operator(begin, fence="true", stretchy="true", form="prefix")
    right = operator(end, fence="true", stretchy="true", form="postfix")
    return Node("mrow", ((left,) if begin else ()) + inner + ((right,) if end else ()))


def _in_style(node: Node, name: str) -> Node:
    """A fraction in the style that its first letter asks for: d for display, t for text."""
    if name[0] not in "dt":
        return node
    return Node("mstyle", (node,), attributes=(("displaystyle", str(name[0] == "d").lower()), ("scriptlevel", "0")))


def _lettered(node: Node, alphabet: str) -> Node:
    """Letters of an element in another alphabet; letters beside each other become a word."""
    if node.tag in ("mi", "mn"):
        if alphabet == "normal":
            upright: tuple[tuple[str, str], ...] = (("mathvariant", "normal"),)
            return replace(node, attributes=upright if len(node.text) == 1 else ())
        if alphabet == "italic":
            return node
        return replace(node, text=sign.styled(node.text, alphabet))
    children = tuple(_lettered(child, alphabet) for child in node.children)
    if node.tag == "mrow" and alphabet != "bold-italic":
        joined: list[Node] = []
        for child in children:
            if joined and child.tag == joined[-1].tag == "mi":
                word = joined[-1].text + child.text
                joined[-1] = Node("mi", text=word)
            else:
                joined.append(child)
        return row(*joined)
    return replace(node, children=children)


_SIGNS: dict[str, Node] = {
    **{name: Node("mi", text=char) for name, char in sign.LETTERS.items()},
    **{name: Node("mi", text=char, attributes=(("mathvariant", "normal"),)) for name, char in sign.UPRIGHT.items()},
    **{name: operator(char) for name, char in (sign.BINARY | sign.RELATIONS).items()},
    **{name: _bare(char) for name, char in sign.DELIMITERS.items()},
    **{name: operator(char, largeop="true") for name, char in sign.INTEGRALS.items()},
    **{name: space(width) for name, width in sign.SPACES.items()},
    **{char: operator(char) for char in "%$#&_"},
}
"""Commands without arguments."""

_COMMANDS: dict[str, str] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), "fraction"),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), "binomial"),
    "sqrt": "root",
    **dict.fromkeys(sign.ACCENTS, "accent"),
    "underline": "below",
    **dict.fromkeys(("overbrace", "underbrace"), "brace"),
    **dict.fromkeys(("overset", "stackrel", "underset"), "set"),
    **dict.fromkeys(sign.ARROWS, "arrow"),
    **dict.fromkeys(sign.ALPHABETS, "alphabet"),
    **dict.fromkeys(("text", "textrm", "textnormal", "textbf", "mbox"), "words"),
    **dict.fromkeys(("operatorname", "operatorname*"), "operator"),
    **dict.fromkeys(("bmod", "pmod"), "modulus"),
    "not": "not",
    **dict.fromkeys((f"{size}{side}" for size in sign.SIZES for side in ("", "l", "r", "m")), "sized"),
    "left": "left",
    **dict.fromkeys(("right", "middle", "end"), "alone"),
    "begin": "begin",
}
"""Commands with arguments, and the method of `_Reader` that reads them."""
