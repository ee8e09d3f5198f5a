"""The kinds of destination, each one file; this is the one list of them."""

from collections.abc import Mapping

from chatref.outbound import chat, email, webhook
from chatref.outbound.kind import Kind
from chatref.outbound.tickets import freshdesk, github, hubspot, jira, linear, zendesk

_ALL = (
    webhook.KIND,
    email.KIND,
    chat.KIND,
    zendesk.KIND,
    freshdesk.KIND,
    jira.KIND,
    hubspot.KIND,
    github.KIND,
    linear.KIND,
)
KINDS: Mapping[str, Kind] = {each.name: each for each in _ALL}
