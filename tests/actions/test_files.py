"""What is taken as a file, what it is called, and how a detail is one (S5, P7)."""

from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.actions.fields import Field, File, Invalid, Text, validate
from chatref.actions.files import LONGEST_NAME, Uploaded, named, type_of
from chatref.actions.fill import BAD_TRIES, Action, checked
from chatref.actions.pictures import points
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


def _sized(width: int, height: int) -> dict[str, bytes]:
    """Of each kind what a browser reads as a picture of this size, from its beginning on."""
    frame = b"\xff\xc2" + pack(">HBHHB", 11, 8, height, width, 1)
    inside = pack("<HHHH", 0, 0, width, height)
    canvas = ((width - 1) | (height - 1) << 24).to_bytes(6, "little")
    packed = pack("<I", (width - 1) & 0x3FFF | ((height - 1) & 0x3FFF) << 14)
    vp8 = b"\x9d\x01\x2a" + pack("<HH", width & 0x3FFF, height & 0x3FFF)
    return {
        "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + pack(">II", width, height) + b"\x08\x06\0\0\0",
        "jpeg": b"\xff\xd8\xff\xe0\x00\x04\xff\xc0" + b"\xff\xff\xd0 lost \0\xff\x00" + frame + b"\x01\x11\0",
        "gif": b"GIF89a" + pack("<HH", width, height) + b"\0\0\0;",
        "gif in a small screen": b"GIF89a\x01\0\x01\0\x80\0\0colour!\xfe\x02hi\x01!\0," + inside + b"\0",
        "webp": b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + canvas,
        "webp without loss": b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + packed,
        "webp with loss": b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0" + vp8,
    }


@pytest.mark.parametrize("kind", _sized(1, 1))
def test_abuse_a_picture_that_takes_gigabytes_to_draw_is_not_taken(kind: str) -> None:
    """A file of forty bytes would end the window of whoever opens the case."""
    assert type_of(_sized(8_160, 6_144)[kind]) is not None
    assert type_of(_sized(16_000, 16_000)[kind]) is None


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8" + b"\xff\xe0\0\x02" * 200_000 + b"\xff\xc0\0\x0b\x08\xff\xff\xff\xff\x01",
        b"GIF89a\x01\0\x01\0\0\0\0!\xfe" + b"\x01 " * 200_000 + b"\0,\0\0\0\0\xff\xff\xff\xff\0",
    ],
)
def test_a_size_that_is_hidden_behind_all_else_is_none_that_is_taken(content: bytes) -> None:
    assert type_of(content) is None


@given(st.sampled_from(list(FileType)), st.binary(max_size=60), st.sampled_from([*_sized(300, 200).values()]))
def test_whatever_a_picture_says_it_has_a_size_or_none(kind: FileType, rest: bytes, begins: bytes) -> None:
    for content in (rest, begins + rest, begins[: len(rest)]):
        assert points(content, kind) >= 0


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
        values, wrong = checked([SHOT], {"shot": "film.mov"}, {"shot": tries})
        assert not values
        assert "PNG" in wrong["shot"]
    values, _ = checked([SHOT], {"shot": "film.mov"}, {"shot": BAD_TRIES})
    assert values == (Value("shot", "film.mov", verified=False),)


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
