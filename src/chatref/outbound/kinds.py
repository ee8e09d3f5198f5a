"""The kinds of destination, each one file; this is the one list of them."""

from collections.abc import Mapping

from chatref.outbound import chat, email, webhook
from chatref.outbound.kind import Kind
from chatref.outbound.tickets import github, hubspot, jira, linear, zendesk

KINDS: Mapping[str, Kind] = {
    each.name: each
    for each in (
        webhook.KIND,
        email.KIND,
        chat.KIND,
        zendesk.KIND,
        github.KIND,
        linear.KIND,
        jira.KIND,
        hubspot.KIND,
    )
}
