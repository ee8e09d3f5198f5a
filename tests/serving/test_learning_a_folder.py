"""`chatref learn FOLDER`: a business without a web site teaches its desk from files (S22, P19)."""

from pathlib import Path

from tests.serving.desks import desk, set_up, told

REFUNDS = "You get your money back within 14 days of buying a font, if it was not installed."


def _learn(home: Path, *arguments: str) -> tuple[int, str]:
    done = told("learn", *arguments, CHATREF_HOME=str(home))
    return done.returncode, (done.stdout + done.stderr).strip()


def test_a_folder_is_learned_beside_the_running_desk_and_answers_from_it(home: Path, tmp_path: Path) -> None:
    """HTML, Markdown and text; learned again only what changed; a folder that is away takes nothing along (F43)."""
    content = tmp_path / "content"
    content.mkdir()
    (content / "refunds.md").write_text(f"# Refunds\n\n{REFUNDS}\n")
    (content / "hours.html").write_text(
        "<h1>Hours</h1><p>We are here from 9 to 17 o'clock on working days.</p>"
    )
    (content / "fonts.txt").write_text("Fonts\n\nA trial font works for thirty days.\n")
    with desk(home) as opened:
        shop = set_up(opened)
        assert _learn(home, str(content)) == (0, "3 files learned, 0 as they were, 0 could not be read.")
        assert _learn(home, str(content)) == (0, "0 files learned, 3 as they were, 0 could not be read.")
        content.rename(tmp_path / "elsewhere")
        (source,) = shop.owner.get("/api/admin/sources").json()["sources"]
        shop.owner.post(f"/api/admin/sources/{source['id']}/again").raise_for_status()
        visitor = shop.visitor()
        visitor.write("Can I get my money back for a font?").raise_for_status()
        answer = visitor.awaits("assistant_answered")
        assert REFUNDS in answer["text"]
        assert [each["title"] for each in answer["citations"]] == ["Refunds"]


def test_what_cannot_be_learned_is_said_in_one_line(home: Path, tmp_path: Path) -> None:
    assert _learn(home, str(tmp_path)) == (1, "chatref: There is no such owner.")
    with desk(home) as opened:
        set_up(opened)
        nowhere = tmp_path / "nowhere"
        assert _learn(home, str(nowhere)) == (1, f"chatref: {nowhere} is not a folder.")
        empty = tmp_path / "empty"
        empty.mkdir()
        assert _learn(home, str(empty)) == (
            1,
            f"chatref: nothing was learned from {empty}. Nothing readable was found there.",
        )
