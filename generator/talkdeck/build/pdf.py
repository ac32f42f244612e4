"""What a PDF needs besides its pages: bookmarks, what it is about, real fonts; and the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from talkdeck import __version__
from talkdeck.model.dates import source_date
from talkdeck.model.page import Page, Pages

if TYPE_CHECKING:
    from pikepdf import Object, Pdf


def finish(data: bytes, pages: Pages, chosen: Sequence[Page], counts: Sequence[int] | None, text: str) -> bytes:
    """A PDF as a program printed it, made ready to hand on.

    `chosen` are the slides it holds and `counts` on how many pages each of them is, both in order; without counts it is
    a handout, each of whose sheets begins a page. `text` has the deck's characters, if they are to be put right.
    Raises ValueError where there are not so many pages.
    """
    import pikepdf

    from talkdeck.build.pdf_fonts import mend_fonts

    with pikepdf.open(io.BytesIO(data)) as pdf:
        begins = list(_sheets(pdf)) if counts is None else _begins(counts)
        if len(begins) != len(chosen) or (counts is not None and len(pdf.pages) != sum(counts)):
            raise ValueError(f"{len(pdf.pages)} pages, where {len(chosen)} slides were to be")
        if text:
            mend_fonts(pdf, frozenset(text))
        _bookmarks(pdf, pages, chosen, begins)
        if counts is not None:
            _labels(pdf, chosen, begins)
        _name_elements(pdf)
        _about(pdf, pages)
        pdf.remove_unreferenced_resources()
        out = io.BytesIO()
        pdf.save(
            out,
            min_version="1.5",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return out.getvalue()


def _begins(counts: Sequence[int]) -> list[int]:
    return [sum(counts[:at]) for at in range(len(counts))]


def _sheets(pdf: Pdf) -> Iterator[int]:
    """The pages of a handout on which another article begins than that of the page before."""
    parents = dict(_numbers(pdf.Root.StructTreeRoot.ParentTree))
    last = None
    for number, page in enumerate(pdf.pages):
        article = None
        for element in parents.get(int(page.obj.get("/StructParents", -1)), ()):
            while element is not None and element.get("/S") is not None:
                if element.S == "/Art":
                    article = element.objgen
                element = element.get("/P")
            if article:
                break
        if article and article != last:
            yield number
            last = article


def _numbers(tree: Object) -> Iterator[tuple[int, Any]]:
    """The entries of a number tree."""
    entries = list(tree.get("/Nums", ()))
    yield from zip(map(int, entries[::2]), entries[1::2], strict=True)
    for kid in tree.get("/Kids", ()):
        yield from _numbers(kid)


def _name_elements(pdf: Pdf) -> None:
    """Elements of the structure that have a name are numbered as they stand (ISO 32000-1 §14.7.2).

    Browsers name them by numbers of their own, which come out otherwise now and then.
    """
    from pikepdf import Array, Dictionary, String

    root = pdf.Root.get("/StructTreeRoot")
    if root is None or "/IDTree" not in root:
        return
    named = [element for element in _elements(root) if "/ID" in element]
    names = {bytes(element.ID): f"node{number:08}" for number, element in enumerate(named, 1)}
    tree: list[Any] = []
    for element in named:
        element.ID = String(names[bytes(element.ID)])
        tree += [element.ID, element]
    for element in _elements(root):
        attributes = element.get("/A", ())
        for each in attributes if isinstance(attributes, Array) else (attributes,):
            if isinstance(each, Dictionary) and "/Headers" in each:
                each.Headers = Array(String(names[bytes(name)]) for name in each.Headers if bytes(name) in names)
    root.IDTree = Dictionary(Names=Array(tree))


def _elements(parent: Object) -> Iterator[Any]:
    """All elements below one, in the order of the document."""
    from pikepdf import Array, Dictionary

    waiting: list[Any] = [parent]
    while waiting:
        element = waiting.pop()
        if element is not parent:
            yield element
        below = element.get("/K", ())
        kids = [kid for kid in (below if isinstance(below, Array) else (below,)) if isinstance(kid, Dictionary)]
        waiting += reversed([kid for kid in kids if "/S" in kid])


def _bookmarks(pdf: Pdf, pages: Pages, chosen: Sequence[Page], begins: Sequence[int]) -> None:
    """One for each slide; a section's slides stand below it."""
    from pikepdf import OutlineItem

    with pdf.open_outline() as outline:
        outline.root.clear()
        parents: dict[int, OutlineItem] = {}
        for page, at in zip(chosen, begins, strict=True):
            title = " ".join(page.title.split()) or str(page.number)
            siblings = outline.root
            if page.section is not None:
                name = " ".join(pages.sections[page.section][0].split())
                if page.section not in parents:
                    parents[page.section] = OutlineItem(name, at, "Fit")
                    outline.root.append(parents[page.section])
                    if page.kind == "section":
                        # The section's own slide is where the section's bookmark leads.
                        continue
                siblings = parents[page.section].children
            siblings.append(OutlineItem(title, at, "Fit"))


def _labels(pdf: Pdf, chosen: Sequence[Page], begins: Sequence[int]) -> None:
    """Pages are called by the numbers of their slides, which is what people say in a hall."""
    from pikepdf import Array, Dictionary, Name

    entries: list[Any] = []
    for page, at, end in zip(chosen, begins, [*begins[1:], len(pdf.pages)], strict=True):
        for number in range(at, end):
            entries += [number, Dictionary(S=Name.D, St=page.number)]
    pdf.Root.PageLabels = Dictionary(Nums=Array(entries))


def _about(pdf: Pdf, pages: Pages) -> None:
    """Title, author and the like, for people and machines; no time but that which the environment names."""
    from pikepdf import Dictionary, Name

    when = source_date()
    maker = f"talkdeck {__version__}"
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    facts = {"/Title": pages.title, "/Author": pages.author, "/Subject": pages.subject, "/Keywords": pages.keywords}
    for key, value in {**facts, "/Creator": maker, "/Producer": maker}.items():
        if value:
            pdf.docinfo[key] = value
    if when:
        stamp = when.strftime("D:%Y%m%d%H%M%SZ")
        pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = stamp
    if "/Metadata" in pdf.Root:
        del pdf.Root["/Metadata"]
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        about["dc:title"] = pages.title
        about["dc:language"] = {pages.lang}
        if pages.author:
            about["dc:creator"] = [pages.author]
        if pages.subject:
            about["dc:description"] = pages.subject
        if pages.keywords:
            about["pdf:Keywords"] = pages.keywords
        about["pdf:Producer"] = about["xmp:CreatorTool"] = maker
        if when:
            about["xmp:CreateDate"] = about["xmp:ModifyDate"] = when.strftime("%Y-%m-%dT%H:%M:%SZ")
    pdf.Root.Lang = pages.lang
    if "/StructTreeRoot" in pdf.Root:
        # What HTML knows and PDF learnt in its version 2.
        pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/Strong": Name.Span, "/Em": Name.Span, "/Aside": Name.Note})
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for key in ("/ID", "/DocChecksum"):
        if key in pdf.trailer:
            del pdf.trailer[key]
