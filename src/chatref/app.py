"""The rooms, wired together once, behind one application."""

import asyncio
import gc
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from ipaddress import IPv6Network
from uuid import uuid4

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.middleware import Middleware
from starlette.types import Lifespan
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from chatref.assistant.answers import answerer_for
from chatref.assistant.turn import Assistant
from chatref.database.embedded import database_url
from chatref.database.pool import Database
from chatref.desk.handle import Desk
from chatref.desk.policy import Policies
from chatref.desk.requests import Requests
from chatref.desk.routing.router import Router
from chatref.insights.test_cases.run import TestRuns
from chatref.knowledge.background import Background
from chatref.knowledge.embed import Embedder
from chatref.knowledge.learn import Learner
from chatref.live.hub import Hub
from chatref.mail.accounts import Accounts
from chatref.mail.bin import Bin
from chatref.mail.filing import Filing
from chatref.mail.filing.placing import Placing
from chatref.mail.filing.writing import Writing
from chatref.mail.sending import MailsOut
from chatref.mail.ways_in.mailboxes import Mailboxes
from chatref.outbound.alerts import AlertMails
from chatref.outbound.calls import Caller
from chatref.outbound.deliveries import Deliveries
from chatref.outbound.keys import Keys
from chatref.outbound.lookups import LookUps
from chatref.outbound.opening import Opening
from chatref.settings import Network, Settings, settings_from
from chatref.web.account_api import account_api
from chatref.web.admin_actions import admin_actions
from chatref.web.admin_answers import admin_answers
from chatref.web.admin_destinations import admin_destinations, case_deliveries
from chatref.web.admin_erasing import admin_erasing, admin_retention
from chatref.web.admin_mail import admin_mail
from chatref.web.admin_rules import admin_rules, admin_topics
from chatref.web.admin_sites import admin_sites
from chatref.web.admin_sources import admin_sources
from chatref.web.admin_teams import admin_teams
from chatref.web.admin_test_cases import admin_test_cases
from chatref.web.admin_timers import admin_timers
from chatref.web.admin_tokens import admin_tokens
from chatref.web.answers import REFUSALS, add_error_answers
from chatref.web.bounds import BoundedBodies
from chatref.web.corrections_api import admin_corrections, corrections_api
from chatref.web.files_api import files_api
from chatref.web.inbox_api import inbox_api
from chatref.web.insights_api import insights_api, tags_api
from chatref.web.known import Teammates, Visitors
from chatref.web.mail_api import mail_api
from chatref.web.mail_hook import mail_hook
from chatref.web.pages import asset_mounts, pages
from chatref.web.public_api import public_api
from chatref.web.rooms import Mail, Rooms
from chatref.web.security import SecurityHeaders
from chatref.web.setup_api import setup_api
from chatref.web.sockets import sockets
from chatref.web.ticket_api import ticket_api
from chatref.web.visitor_api import straight_to_commands, visitor_api
from chatref.worker import Worker

# Nothing here collects it, and asking at every request whether somebody does costs more than our own headers.
NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}

ROUTERS = (
    visitor_api, files_api, account_api, inbox_api, admin_sites, admin_sources, admin_actions, admin_rules,
    admin_topics, admin_teams, admin_timers, admin_tokens, admin_destinations, case_deliveries, setup_api,
    public_api, ticket_api, admin_mail, mail_api, mail_hook, insights_api, tags_api, admin_erasing, admin_retention,
    corrections_api, admin_corrections, admin_answers, admin_test_cases, pages,
)  # fmt: skip

SENDING_SECONDS = 15.0  # a ticket system may take its time; nobody waits for it here

COLLECTED_AFTER = (10_000, 20, 20)  # new objects, then young and middle collections before the next


def from_environment() -> FastAPI:
    """What each server process runs; it finds its database by the same settings as its parent."""
    settings = settings_from(os.environ)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        _stop_with_parent()
        with database_url(settings.home, settings.database_url) as url:
            async with open_rooms(settings, url) as rooms:
                app.state.rooms = rooms
                _collect_less()
                yield

    return application(settings, lifespan)


def _collect_less() -> None:
    """What was loaded at the start is never garbage, and walking through it again and again stalls everybody."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED_AFTER)
    gc.enable()


def _stop_with_parent() -> None:
    """One of several server processes must not live on, unseen, when the one that started it was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        loop = asyncio.get_running_loop()

        def stop() -> None:
            loop.remove_reader(parent.sentinel)
            os.kill(os.getpid(), signal.SIGTERM)

        loop.add_reader(parent.sentinel, stop)


@asynccontextmanager
async def open_rooms(settings: Settings, url: str, embedder: Embedder | None = None) -> AsyncIterator[Rooms]:
    """`url` is of a migrated database; `embedder` is another than the one of this home. Either is closed here."""
    process = str(uuid4())
    async with AsyncExitStack() as stack:
        database = await Database.open(url)
        stack.push_async_callback(database.close)
        embedder = embedder or Embedder(settings.home)
        stack.callback(embedder.close)
        policies = Policies()
        hub = await stack.enter_async_context(Hub(database, process, policies))
        visitors = Visitors(database)
        hub.when_cut(visitors.forget)
        desk = await stack.enter_async_context(Desk(database, hub.announce, policies))
        caller = await stack.enter_async_context(Caller())
        keys = Keys(database, settings.home, settings.secret)
        looking_up = LookUps(caller, keys)
        answerer = answerer_for(settings.model, embedder)
        assistant = Assistant(database, embedder, answerer, looking_up)
        learning = await stack.enter_async_context(Background(database, Learner(database, embedder)))
        quoting = Assistant(database, embedder, answerer_for(None, embedder), looking_up)
        test_runs = TestRuns(database, policies, quoting)
        await stack.enter_async_context(test_runs.running())
        opening = Opening(keys, await stack.enter_async_context(Caller(SENDING_SECONDS)))
        deliveries = await stack.enter_async_context(_leaving(settings, database, desk, opening, process))
        requests = Requests(database, desk, looking_up)
        mail = await stack.enter_async_context(_mail(settings, database, requests, hub, keys))
        router = Router(database, desk)
        hub.presence.listen(router.wake)
        await stack.enter_async_context(Worker(database, desk, hub, assistant.take, process, router=router))
        await stack.enter_async_context(_summing(settings, database, desk))
        yield Rooms(
            settings=settings,
            database=database,
            desk=desk,
            hub=hub,
            policies=policies,
            embedder=embedder,
            learning=learning,
            test_runs=test_runs,
            assistant=assistant,
            requests=requests,
            keys=keys,
            opening=opening,
            deliveries=deliveries,
            mail=mail,
            visitors=visitors,
            teammates=Teammates(database),
            router=router,
        )


@asynccontextmanager
async def _summing(settings: Settings, database: Database, desk: Desk) -> AsyncIterator[None]:
    """Only with a model: without one a case has the visitor's own words."""
    if settings.model is None:
        yield
        return
    from chatref.assistant.summing import Summing
    from chatref.summing import Summaries

    async with Summaries(database, desk, Summing(settings.model)).running():
        yield


@asynccontextmanager
async def _leaving(
    settings: Settings, database: Database, desk: Desk, opening: Opening, process: str
) -> AsyncIterator[Deliveries]:
    """What goes to the business: handoffs to its systems, alerts to its teammates."""
    deliveries = Deliveries(database, desk.policies, opening, settings.base_url, process)
    desk.listen(deliveries.notice)
    sender = Accounts(opening.keys).sender
    alerts = AlertMails(database, desk.policies, opening, settings.base_url, sender)
    async with deliveries.running(), alerts.running():
        yield deliveries


@asynccontextmanager
async def _mail(
    settings: Settings, database: Database, requests: Requests, hub: Hub, keys: Keys
) -> AsyncIterator[Mail]:
    accounts, desk = Accounts(keys), requests.desk
    writing = Writing(database, desk, requests)
    out = MailsOut(database, desk, accounts, settings.base_url, hub.mailed)
    filing = Filing(database, Placing(database, keys), writing, hub.mail_moved)
    async with out.running(), filing.running(), Mailboxes(database, accounts, filing).running():
        yield Mail(accounts, out, filing, Bin(database, writing, hub.mail_moved))


def application(settings: Settings, lifespan: Lifespan[FastAPI]) -> FastAPI:
    middleware = [
        Middleware(SecurityHeaders, secure=settings.secure),
        Middleware(BoundedBodies),
    ]
    if settings.trusted_proxies:
        trusted = [name for network in settings.trusted_proxies for name in _names(network)]
        middleware.insert(0, Middleware(ProxyHeadersMiddleware, trusted_hosts=trusted))
    # What is asked for most comes first; the mounts before the inbox, which answers every other path below its own.
    app = FastAPI(
        title="Chatref",
        routes=[straight_to_commands, *sockets, *asset_mounts()],
        lifespan=lifespan,
        middleware=middleware,
        telemetry=NO_TELEMETRY,
        responses=REFUSALS,
        openapi_url=None,  # served among the pages, and limited as they are
    )
    for router in ROUTERS:
        app.include_router(router)
    add_error_answers(app)
    return app


def _names(network: Network) -> list[str]:
    """A server that listens on :: as well as on IPv4 sees its IPv4 neighbours under IPv6 names."""
    if isinstance(network, IPv6Network):
        return [str(network)]
    return [str(network), f"::ffff:{network.network_address}/{96 + network.prefixlen}"]
