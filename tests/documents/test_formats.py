from __future__ import annotations

import contextlib
import io
import sys
import zipfile
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geomap.documents import formats, read_documents
from geomap.documents.formats import PAGES, ROWS, read_docx, read_feed, read_html, read_pdf, read_table
from geomap.errors import DocumentError

DAY = date(2020, 1, 1)
PAGE = """<html><head><title>Drones over Sumy</title>
<meta property="og:site_name" content="The Daily">
<meta property="article:published_time" content="2025-06-01T10:00:00Z">
<link rel="canonical" href="https://example.org/a"></head>
<body><nav>Home Sport Weather</nav><script>alert("no")</script><article><h1>Drones over Sumy</h1>
<p>Two drones struck a depot in Sumy on Sunday night, the regional governor said. Nobody was hurt, he added.</p>
<p>A third was shot down near Konotop, said the air force, which had tracked it from Kursk.</p></article>
<footer>Copyright 2011</footer></body></html>"""
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>
<item><title>Blast in Bryansk</title><link>https://example.org/1</link><guid>g1</guid>
<pubDate>Sun, 01 Jun 2025 10:00:00 GMT</pubDate>
<description>&lt;p&gt;A bridge &lt;b&gt;fell&lt;/b&gt;.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description></item>
<item><title>Talks in Istanbul</title></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>Talks</title>
<id>urn:1</id><updated>2025-06-02T00:00:00Z</updated><content type="html">&lt;p&gt;In Istanbul.&lt;/p&gt;</content>
</entry></feed>"""


def pdf(*pages):
    """A PDF of one line of text a page, written by hand: an object a page and one for its content."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for i, text in enumerate(pages):
        content = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET" if text else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents {5 + 2 * i} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out, offsets = io.BytesIO(b""), []
    out.write(b"%PDF-1.4\n")
    for number, one in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n{one}\nendobj\n".encode())
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets))
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def word(*paragraphs):
    import docx

    document, out = docx.Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def test_a_page_gives_its_main_text_and_what_it_says_of_itself():
    document = read_html(PAGE.encode(), "in/page.html", DAY)
    assert document.text.splitlines()[1].startswith("Two drones struck a depot in Sumy")
    assert "Weather" not in document.text
    assert "alert" not in document.text
    assert (document.id, document.title, document.date, document.source, document.url) == (
        "page",
        "Drones over Sumy",
        date(2025, 6, 1),
        "The Daily",
        "https://example.org/a",
    )


def test_a_page_without_a_date_is_not_dated_by_its_copyright_line():
    undated = PAGE.replace("2025-06-01T10:00:00Z", "")
    assert read_html(undated.encode(), "page.html", None).date is None


def test_a_page_of_another_encoding_is_read():
    text = "Взрыв в Сумах прогремел ночью, сообщил губернатор области в своём канале."
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{text}</p></body></html>'
    assert text in read_html(page.encode("cp1251"), "page.html", None).text


@pytest.mark.parametrize("content", [b"", b"\x00\xff<p>", b"<html></html>"])
def test_a_page_without_text_is_an_error(content):
    with pytest.raises(DocumentError, match=r"page\.html: no text was found"):
        read_html(content, "page.html", None)


def test_a_pdf_gives_the_text_of_its_pages():
    document = read_pdf(pdf("Drones hit Sumy.", "Talks in Istanbul."), "a.pdf", DAY)
    assert (document.text, document.date) == ("Drones hit Sumy.\n\nTalks in Istanbul.", DAY)


def test_pages_that_hold_no_text_are_a_warning():
    assert read_pdf(pdf("Drones hit Sumy.", ""), "a.pdf", None).warnings == ("1 of 2 pages hold no text",)


def test_a_scan_is_an_error_that_names_ocr():
    with pytest.raises(DocumentError, match="a scan needs OCR first"):
        read_pdf(pdf("", ""), "a.pdf", None)


def test_a_locked_pdf_is_an_error():
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("Drones hit Sumy.")))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(DocumentError, match="a PDF without password is needed"):
        read_pdf(out.getvalue(), "a.pdf", None)


def test_a_damaged_pdf_is_an_error_and_says_nothing_of_its_own(capfd):
    with pytest.raises(DocumentError, match=r"a\.pdf: the PDF cannot be read"):
        read_pdf(b"%PDF-1.4 junk", "a.pdf", None)
    assert capfd.readouterr().err == ""


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 700), st.binary(min_size=1, max_size=20))
def test_no_damage_to_a_pdf_raises_anything_else(at, junk):
    whole = pdf("Drones hit Sumy.")
    with contextlib.suppress(DocumentError):
        read_pdf(whole[:at] + junk + whole[at + len(junk) :], "a.pdf", None)


MARKUP = st.lists(
    st.sampled_from(
        """<html> <body> <p> </p> <div> <a href="x"> <table> <td> <script> </script> <!-- --> <![CDATA[ ]]> <?xml ?>
        <rss> <channel> <item> <title> </title> <description> <entry> <feed> & &amp; &#0; &#xD800; < > \0
        Sumy""".split()
    )
    | st.text(max_size=5),
    max_size=30,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(MARKUP, st.sampled_from([read_html, read_feed]))
def test_no_markup_raises_anything_else(markup, read):
    with contextlib.suppress(DocumentError):
        read(markup.encode("utf-8", "surrogatepass"), "a.html", None)


def test_a_word_file_gives_its_paragraphs():
    assert read_docx(word("Drones hit Sumy.", "Talks."), "a.docx", DAY).text == "Drones hit Sumy.\nTalks."


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04junk", word()[:500]])
def test_what_is_no_word_file_is_an_error(content):
    with pytest.raises(DocumentError, match="no Word file"):
        read_docx(content, "a.docx", None)


def test_a_zip_of_something_else_is_no_word_file():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("a.txt", "x")
    with pytest.raises(DocumentError, match="no Word file"):
        read_docx(out.getvalue(), "a.docx", None)


WORD = word("Drones hit Sumy.")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WORD) - 1), st.binary(min_size=1, max_size=20))
@example(WORD.index(b"word/document.xml") + 40, b"junk in a packed part")
def test_no_damage_to_a_word_file_raises_anything_else(at, junk):
    with contextlib.suppress(DocumentError):
        read_docx(WORD[:at] + junk + WORD[at + len(junk) :], "a.docx", None)


@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml", "[Content_Types].xml"])
def test_a_word_file_with_a_part_that_is_no_xml_is_an_error(part):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORD)) as whole, zipfile.ZipFile(out, "w") as parts:
        for name in whole.namelist():
            parts.writestr(name, b"<a" if name == part else whole.read(name))
    with pytest.raises(DocumentError, match="no Word file"):
        read_docx(out.getvalue(), "a.docx", None)


def test_a_word_file_that_unpacks_too_far_is_refused(monkeypatch):
    monkeypatch.setattr(formats, "_LONGEST_UNPACKED", 1000)
    with pytest.raises(DocumentError, match=r"unpacks to .* bytes; 1000 at most"):
        read_docx(word("x"), "a.docx", None)


def test_a_table_gives_a_document_a_row_with_its_text_as_it_is():
    content = b'\xef\xbb\xbfid,text,date,other\r\na,"x, ""y""\r\nz",2025-06-01,1\r\n,NA,,2\r\n'
    first, second = read_table(content, "in/t.csv", DAY)
    assert (first.id, first.text, first.date) == ("a", 'x, "y"\r\nz', date(2025, 6, 1))
    assert (second.id, second.text, second.date) == ("t:2", "NA", DAY)


def test_a_table_separated_by_tabs_is_read():
    assert [one.text for one in read_table(b"id\ttext\n1\ta, b\n", "t.tsv", None)] == ["a, b"]


def test_a_cell_longer_than_a_csv_library_likes_is_read():
    long = "Sumy " * 200_000
    assert read_table(f"text\n{long}\n".encode(), "t.csv", None)[0].text == long


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"mention_id,text\na,b\n"])
def test_a_table_without_texts_and_one_of_our_own_hold_no_document(content):
    assert read_table(content, "t.csv", None) is None


def test_a_table_without_texts_fails_when_named_and_is_passed_over_in_a_folder(tmp_path):
    (tmp_path / "t.csv").write_text("a,b\n1,2\n")
    (tmp_path / "a.txt").write_text("A")
    assert read_documents([tmp_path]).passed_over == (str(tmp_path / "t.csv"),)
    assert "no table with a column 'text' and rows" in read_documents([tmp_path / "t.csv"]).failures[0][1]


@pytest.mark.parametrize("content", [b"", b'text\n"open', b"text\na\nb,c\n"])
def test_a_damaged_table_is_an_error(content):
    with pytest.raises(DocumentError, match=r"t\.csv: no table"):
        read_table(content, "t.csv", None)


def test_an_rss_feed_gives_a_document_an_entry():
    first, second = read_feed(RSS.encode(), "in/feed.xml", DAY)
    assert (first.id, first.text, first.date) == ("g1", "Blast in Bryansk\n\nA bridge fell.", date(2025, 6, 1))
    assert (first.title, first.source, first.url) == ("Blast in Bryansk", "Wire", "https://example.org/1")
    assert (second.id, second.text, second.date) == ("feed:2", "Talks in Istanbul", DAY)


def test_an_atom_feed_gives_a_document_an_entry():
    [document] = read_feed(ATOM.encode(), "a.atom", None)
    assert (document.id, document.text, document.date) == ("urn:1", "Talks\n\nIn Istanbul.", date(2025, 6, 2))


def test_a_feed_reads_no_file_it_names():
    bomb = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    documents = read_feed(RSS.replace('<?xml version="1.0"?>', bomb).replace("Blast", "&x;").encode(), "f.xml", None)
    assert "root:" not in "".join(document.text for document in documents or [])


def test_a_feed_of_characters_that_are_none_is_an_error():
    with pytest.raises(DocumentError, match=r"f\.xml: the feed is damaged"):
        read_feed(b"<html> &#xD800;", "f.xml", None)


@pytest.mark.parametrize("content", [b"", b"<a/>", b"junk", b"\xff\x00"])
def test_what_is_no_feed_holds_no_document(content):
    assert read_feed(content, "f.xml", None) is None


@pytest.mark.parametrize(
    ("suffix", "package"), [(".html", "trafilatura"), (".pdf", "pypdf"), (".docx", "docx"), (".rss", "feedparser")]
)
def test_without_the_extra_the_error_names_it(suffix, package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(DocumentError, match=rf"{package}.*geomap\[readers\]"):
        (PAGES | ROWS)[suffix](b"<p>x</p>", f"a{suffix}", None)


def test_every_format_is_read_from_a_folder(tmp_path):
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.pdf").write_bytes(pdf("Drones hit Sumy."))
    (tmp_path / "c.docx").write_bytes(word("Talks."))
    (tmp_path / "d.csv").write_text("id,text\nrow,Sumy\n")
    (tmp_path / "e.RSS").write_text(RSS)
    found = read_documents([tmp_path])
    assert [document.id for document in found.documents] == ["a", "b", "c", "row", "g1", "e:2"]
    assert found.failures == ()
