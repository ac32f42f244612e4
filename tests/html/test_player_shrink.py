"""The shrunk player is the same program: what is left out, what is renamed, and what browsers have names for."""

from __future__ import annotations

import pytest

from talkdeck.html.shrink import _tokens, own_names, shrink
from talkdeck.html.writer import PLAYER
from talkdeck.model.resources import templates_root
from tests.html.conftest import OpenDeck


def source() -> str:
    folder = templates_root() / "base" / "html" / "player"
    return "\n".join((folder / f"{part}.js").read_text("utf-8") for part in PLAYER)


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("const one = 1; // a comment\nconst two = one + one;\n", "let a=1,b=a+a;"),
        ("go('https://x'); /* none */ stop(\"// no\");", "go('https://x');stop(\"// no\");"),
        ("const text = `a ${ `b  ${ text } }` } // c`;", "let a=`a ${`b  ${a} }`} // c`;"),
        ("a = b / c / d; e = /[/ ]\\/ {2}/g.test(f);", "a=b/c/d;e=/[/ ]\\/ {2}/g.test(f);"),
        ("x = a + +b - -c; y++\n++z;", "x=a+ +b- -c;y++\n++z;"),
        ("if (a) {\n  return b;\n}\nc();", "if(a){return b}c();"),
        ("a(\n  true,\n  [false,],\n  { true: undefined, },\n);", "a(!0,[!1,],{true:void 0});"),
        ("const {slides} = it; const far = 2; use(far, {far: 1}, near.far);",
         "let{slides}=it,a=2;use(a,{far:1},near.far);"),
        ("const {slides} = it; use(slides, slides);", "let{slides:a}=it;use(a,a);"),
        ("const run = (left, {right}, [up]) => left + right + up;", "let a=(b,{right:d},[c])=>b+d+c;"),
        ("const at = 1; if (at) { at = 2; } go({at, by: at}, ({at = 3}) => at);",
         "let a=1;if(a){a=2}go({at:a,by:a},({at:a=3})=>a);"),
        ("go((one) => one); go((two) => two, async (one) => () => one);", "go(a=>a);go(b=>b,async a=>()=>a);"),
        ("const far = 1; go((one) => one); go((one) => one + far);", "let a=1;go(a=>a);go(b=>b+a);"),
        ("for (const each of all) { go(each); }\nconst last = 1;", "for(let b of all){go(b)}let a=1;"),
        ("go(document); go(document, document, document);",
         "let a=document;go(a);go(a,a,a);"),
    ],
)  # fmt: skip
def test_what_is_left_of_it(long: str, short: str) -> None:
    assert shrink(long) == short


def test_tokens_are_the_source() -> None:
    text = source()
    assert "".join(token.text for token in _tokens(text)) == text


@pytest.mark.parametrize("wrong", ["const a = `open", "const b = /open", "x = `a ${ b `"])
def test_what_does_not_end_is_an_error(wrong: str) -> None:
    with pytest.raises(ValueError, match="does not end"):
        shrink(wrong)


OURS = {
    "close",
    "event",
    "find",
    "frames",
    "left",
    "length",
    "name",
    "oninput",
    "onkeydown",
    "open",
    "origin",
    "parent",
    "status",
    "top",
}
"""Names that only variables of ours have within the statements that declare them; whoever adds one has looked."""


def test_a_name_that_the_window_has_is_ours_wherever_it_stands(open_deck: OpenDeck) -> None:
    """A variable of a global's name would take the global's uses in its statement along with it."""
    names = own_names([token for token in _tokens(source()) if token.kind != "space"])
    assert len(names.shared) > 150
    page = open_deck()
    page.goto("about:blank")  # the ids of the deck's slides are names of its window, too
    own = sorted({name for each in names.own for name in each})
    assert set(page.evaluate("(names) => names.filter((name) => name in window)", own)) <= OURS
