"""What is taken as a file, what it is called, and how a detail is one (S5, P7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.actions.fields import Field, File, Invalid, Text, validate
from chatref.actions.files import LONGEST_NAME, Uploaded, named, type_of
from chatref.actions.fill import BAD_TRIES, Action, checked
from chatref.actions.schema import actions_from, actions_to
from chatref.actions.taking import taken
from chatref.assistant.collecting import still_needed
from chatref.conversation.commands import Value
from chatref.conversation.file import File as Given
from chatref.conversation.file import FileType
from chatref.conversation.told import Fact, Told
from chatref.errors import BadInput

SHOT = Field("shot", "Screenshot", File())
RETURN = Action("Return", (SHOT, Field("note", "What happened", Text(), required=False)))
PNG = b"\x89PNG\r\n\x1a\n and the rest"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, FileType.PNG),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", FileType.JPEG),
        (b"GIF87a.", FileType.GIF),
        (b"GIF89a.", FileType.GIF),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", FileType.WEBP),
        (b"%PDF-1.7\n%\xe2\xe3", FileType.PDF),
        ("Größe;Preis\n1 < 2\n".encode(), FileType.TEXT),
        (b"", None),
        (b" \n ", None),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", None),
        (b"MZ\x90\x00", None),
        (b"PK\x03\x04", None),
        (b"plain\x00not", None),
        (b"\xff\xfea\x00b\x00", None),
        ("café".encode("latin-1"), None),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", None),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>", None),
        (b"GIF88a<script>alert(1)</script>", None),
        (b"a,b\n<ScRiPt src=//x>", None),
        (b"<?xml version='1.0'?><a/>", None),
    ],
)
def test_what_a_file_is_says_what_is_in_it(content: bytes, kind: FileType | None) -> None:
    assert type_of(content) is kind


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("Invoice 7.PDF", FileType.PDF, "Invoice 7.pdf"),
        ("shot.jpeg", FileType.JPEG, "shot.jpeg"),
        ("shot.png", FileType.JPEG, "shot.png.jpg"),
        ("run.exe", FileType.TEXT, "run.exe.txt"),
        ("orders.csv", FileType.TEXT, "orders.csv"),
        ("../../etc/passwd", FileType.TEXT, "passwd.txt"),
        ("C:\\Users\\Nora\\shot.png", FileType.PNG, "shot.png"),
        ("invoice\u202egnp.exe", FileType.PNG, "invoice gnp.exe.png"),
        ('a"b\r\nSet-Cookie: x.png', FileType.PNG, "ab Set-Cookie x.png"),
        ("", FileType.GIF, "file.gif"),
        (".png", FileType.PNG, "png.png"),
        ("スクリーン.png", FileType.PNG, "スクリーン.png"),
    ],
)
def test_its_name_names_no_folder_hides_nothing_and_ends_as_it_is(
    written: str, kind: FileType, name: str
) -> None:
    assert named(written, kind) == name


@given(st.text(max_size=200), st.sampled_from(FileType))
def test_any_name_can_be_cleaned_and_is_clean_then(written: str, kind: FileType) -> None:
    name = named(written, kind)
    assert named(name, kind) == name
    assert name.isprintable()
    assert not {*name} & {*'/\\<>:"|?*'}
    assert len(name) <= LONGEST_NAME + len(".jpeg")


def test_its_value_is_its_name_and_size() -> None:
    picked = Uploaded("7d", "shot", "shot.png", FileType.PNG, 245_300)
    assert picked.value == Value("shot", "shot.png (245 KB)", file=Given("7d", FileType.PNG))
    assert Uploaded("7d", "shot", "a.pdf", FileType.PDF, 9_960_000).shown == "a.pdf (10.0 MB)"
    assert Uploaded("7d", "shot", "a.txt", FileType.TEXT, 3).shown == "a.txt (1 KB)"


def test_no_words_and_no_fact_are_a_file() -> None:
    """What stands in the form by name alone would be one that nobody has."""
    assert isinstance(validate(SHOT, "shot.png (245 KB)"), Invalid)
    assert taken([SHOT], Told(("Screenshot: shot.png",), (Fact("shot", "shot.png", verified=True),))) == {}


def test_p7_after_two_bad_tries_the_team_sees_what_was_tried_and_nobody_is_kept() -> None:
    for tries in range(BAD_TRIES):
        found = checked([SHOT], {"shot": "film.mov"}, {"shot": tries})
        assert not found.values
        assert "PNG" in found.wrong["shot"]
    found = checked([SHOT], {"shot": "film.mov"}, {"shot": BAD_TRIES})
    assert found.values == (Value("shot", "film.mov", verified=False),)


def test_p7_in_the_chat_it_says_how_and_lets_through() -> None:
    """Where somebody answers in words what can only be picked."""
    asked = RETURN.due(Told(), ()).fields[:1]
    assert still_needed(asked, "en").text == "One detail is still missing: Screenshot (a file)."
    assert "PNG" in RETURN.heard("it looks broken", asked, 0, "en").wrong
    assert RETURN.heard("I don't have a screenshot", asked, 0, "en").skips
    heard = RETURN.heard("it looks broken", asked, BAD_TRIES, "en")
    assert heard.values == (Value("shot", "it looks broken", verified=False),)


def test_it_is_asked_for_only_where_there_is_a_form() -> None:
    plain = actions_to({"Return": RETURN})
    assert actions_from(plain) == {"Return": RETURN}
    returns = {
        "address": "https://shop.example",
        "say": "{x}",
        "returns": [{"id": "x", "label": "X", "kind": "file"}],
    }
    for more, where in (
        ({"starts": {"phrases": ["return"]}}, "action[0].field[0].kind"),
        (
            {"field": [{"id": "y", "label": "Y", "kind": "text"}], "look_up": returns},
            "action[0].look_up.returns[0].kind",
        ),
        (
            {"field": [{"id": "y", "label": "Y", "kind": "file", "example": "a.png"}]},
            "action[0].field[0].example",
        ),
    ):
        with pytest.raises(BadInput) as refused:
            actions_from([{**plain[0], **more}])
        assert refused.value.field == where
