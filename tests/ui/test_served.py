"""The front ends' types are those of the bodies that are served (rule 13 of the style: the ends cannot drift)."""

from tests.ui.served import SERVED, served, written


def test_the_types_of_the_front_ends_are_those_that_are_served() -> None:
    """If this fails, a body changed: `python -m tests.ui.served`, then `npm run check`."""
    assert SERVED.read_text() == written(served())


def test_another_field_changes_the_types() -> None:
    told = served()
    told["components"]["schemas"]["Rating"]["properties"]["mood"] = {"type": "string"}
    assert "mood?: string" in written(told)


def test_every_command_of_both_ends_has_its_type() -> None:
    text = written(served())
    assert 'kind: "give_details"' in text
    assert "export type VisitorCommands = Writing | AskingPerson" in text
    assert "export type InboxCommands = Claiming" in text
    assert "unknown" not in text
    assert "{\n}" not in text
