"""To the text that the desk stores, and back."""

from chatref.conversation.events import Recorded
from chatref.conversation.model import Conversation
from chatref.desk.encoding import decode_event, decode_state, encode, encode_event, kind_of


def stored_event(one: Recorded) -> Recorded:
    return decode_event(one.seq, one.vseq, one.at, kind_of(one.event), encode_event(one))


def stored_state(conversation: Conversation) -> Conversation:
    return decode_state(encode(conversation))
