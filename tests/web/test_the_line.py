"""The whole main job over HTTP: an answer, a request, a take-over, a reply, an end; all in one thread."""

from uuid import uuid4

from tests.web.conftest import Open


def test_a_visitor_who_asks_for_a_person_reaches_one_in_the_same_thread(open_desk: Open) -> None:
    """S1, S8, S9, S10, P4, P9, P11."""
    visitor, tess = open_desk.visitor(), open_desk.teammate()
    assert visitor.write("I want to talk to a person please").status_code == 200
    visitor.awaits("desk_said", line="hand_over")
    rows = {row["conversation"]: row for row in tess.listed("needs_person")}
    assert rows[visitor.conversation]["stage"] == "waiting"

    assert tess.take_over(visitor.conversation).status_code == 200
    assert tess.reply(visitor.conversation, "Hello! I read everything above.").status_code == 200
    reply = visitor.awaits("teammate_replied", text="Hello! I read everything above.")
    assert reply["actor"]["name"] == "Tess Type"

    ended = tess.ask(visitor.conversation, "resolve", outcome="answered", **tess.seen(visitor.conversation))
    assert ended.status_code == 200
    assert visitor.awaits("resolved")["outcome"] == "answered"
    assert visitor.snapshot()["head"]["stage"] == "resolved"


def test_a_question_without_content_is_honestly_not_found(open_desk: Open) -> None:
    """P1, S2."""
    visitor = open_desk.visitor()
    visitor.write("What does the desktop licence cost for five seats?")
    assert visitor.awaits("assistant_answered")["answer"] == "not_found"


def test_the_button_hands_over_at_the_first_press(open_desk: Open) -> None:
    """P4, invariant 5."""
    visitor = open_desk.visitor()
    visitor.write("How do I install a font on Linux?")
    assert visitor.ask("ask_person").status_code == 200
    visitor.awaits("desk_said", line="hand_over")
    assert visitor.snapshot()["head"]["stage"] in {"waiting", "offered"}


def test_a_command_sent_twice_is_done_once(open_desk: Open) -> None:
    """Invariant 10."""
    visitor, command, message = open_desk.visitor(), str(uuid4()), str(uuid4())
    first = visitor.write("Hello there, what is a web licence?", command=command, message=message)
    again = visitor.write("Hello there, what is a web licence?", command=command, message=message)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert [event["kind"] for event in visitor.events()].count("visitor_wrote") == 1


def test_the_same_id_for_other_words_is_refused_by_name(open_desk: Open) -> None:
    visitor, command = open_desk.visitor(), str(uuid4())
    visitor.write("What is a web licence?", command=command)
    refused = visitor.write("Something else.", command=command)
    assert refused.status_code == 409
    assert refused.json()["code"] == "id_reused"


def test_of_two_who_take_over_at_once_the_second_is_told_who_was_first(open_desk: Open) -> None:
    """P10, F28, invariant 4."""
    visitor = open_desk.visitor()
    tess, tom = open_desk.teammate(), open_desk.teammate("tom@foundry.example")
    visitor.ask("ask_person")
    epoch = tess.thread(visitor.conversation)["summary"]["epoch"]
    won = tess.ask(visitor.conversation, "claim", epoch=epoch)
    lost = tom.ask(visitor.conversation, "claim", epoch=epoch)
    assert (won.status_code, lost.status_code) == (200, 409)
    assert lost.json()["code"] == "already_claimed"
    assert "Tess Type" in lost.json()["detail"]


def test_a_visitor_who_comes_back_finds_the_same_thread(open_desk: Open) -> None:
    """P11."""
    visitor = open_desk.visitor()
    visitor.write("Is there an education discount?")
    back = open_desk.visitor(visitor.session["token"])
    assert back.session["visitor"] == visitor.session["visitor"]
    assert back.session["conversation"] == visitor.conversation


def test_what_a_page_reports_is_kept_as_claimed(open_desk: Open) -> None:
    """S3."""
    visitor, tess = open_desk.visitor(), open_desk.teammate()
    visitor.write("hi, my card was declined, what now?")
    visitor.ask("report_event", name="payment_failed", facts={"order": "A-10291"})
    event = tess.awaits(visitor.conversation, "business_event_received")
    assert event["verified"] is False


def test_a_note_never_reaches_the_visitor(open_desk: Open) -> None:
    """Invariant 11."""
    visitor, tess = open_desk.visitor(), open_desk.teammate()
    visitor.ask("ask_person")
    assert tess.ask(
        visitor.conversation, "note", message=str(uuid4()), text="Careful with this one"
    ).is_success
    assert "Careful" not in str(visitor.events()) + str(visitor.snapshot())
    assert "Careful" in str(tess.thread(visitor.conversation))
    numbers = [event["vseq"] for event in visitor.events()]
    assert numbers == list(range(1, len(numbers) + 1))
