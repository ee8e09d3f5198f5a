"""The shop's pages as values: what there is, what stands on it, and what a search engine may see."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from demo.articles import Article, Category, articles, categories
from demo.catalogue import Product, products


@dataclass(frozen=True)
class Link:
    path: str
    title: str


@dataclass(frozen=True)
class Page:
    """`shows` is what its layout needs beside the frame; a private page stands in no sitemap."""

    path: str
    title: str
    summary: str
    layout: str
    shows: dict[str, object] = field(default_factory=dict)
    trail: tuple[Link, ...] = ()
    private: bool = False
    updated: date | None = None


SHELVES = {
    "fonts": Page("/fonts", "Fonts", "Six families. Try every one of them before you buy it.", "shelf.html"),
    "templates": Page(
        "/templates", "Templates", "Documents that begin well, in the programs you have.", "shelf.html"
    ),
    "plug-ins": Page(
        "/plug-ins", "Plug-ins", "Four small tools. Bought once, with a year of updates.", "shelf.html"
    ),
}
MENU = (
    Link("/fonts", "Fonts"),
    Link("/templates", "Templates"),
    Link("/plug-ins", "Plug-ins"),
    Link("/licences/compare", "Licences"),
    Link("/help", "Help"),
)
PEOPLE = (
    {"initials": "KR", "name": "Klara Reis", "does": "Owner, and our licence specialist. Draws the commas."},
    {
        "initials": "ML",
        "name": "Mads Lind",
        "does": "Billing: invoices, refunds, and payments that got stuck.",
    },
    {"initials": "TB", "name": "Tomás Branco", "does": "Leads work to order for companies and museums."},
    {"initials": "IH", "name": "Ines Holt", "does": "Writes the plug-ins, and reads every fault report."},
)
COMPARISON = (
    ("on posters, packaging, and in print", True, False, False),
    ("in a logo", True, False, False),
    ("in a PDF for readers", True, False, False),
    ("in pictures for social media", True, False, False),
    ("as live text on a website", False, True, False),
    ("on subdomains and staging sites", False, True, False),
    ("inside a mobile app or a game", False, False, True),
    ("on devices with a display", False, False, True),
    ("without a yearly fee", True, True, True),
)
POPULAR = (
    "which-licence",
    "download-limits",
    "refunds",
    "failed-payment",
    "account-recovery",
    "activate-plugin",
)
HELP = Link("/help", "Help centre")
PRIVATE_PATHS = ("/account", "/cart", "/checkout", "/order-lookup")


def all_pages() -> tuple[Page, ...]:
    written, topics, goods = articles(), categories(), products()
    return (
        *_front(written, goods),
        *_goods(written, goods),
        *_help(written, topics),
        *_private(),
    )


def _front(written: tuple[Article, ...], goods: tuple[Product, ...]) -> Iterator[Page]:
    popular = _named(written, POPULAR)
    hello = "A small shop for typefaces, templates and plug-ins that you buy once."
    yield Page("/", "Foundry", hello, "home.html", {"products": goods, "popular": popular})
    rules = "Three licences cover nearly everything. What may a font be used for with each of them?"
    yield Page(
        "/licences/compare", "Compare licences", rules, "compare.html", {"comparison": COMPARISON}, (HELP,)
    )
    crew = "Ten people, one dog, and an anvil that nobody can lift."
    yield Page("/about", "About the team and hours", crew, "about.html", {"people": PEOPLE})


def _goods(written: tuple[Article, ...], goods: tuple[Product, ...]) -> Iterator[Page]:
    for kind, shelf in SHELVES.items():
        beside = [product for product in goods if product.kind == kind]
        yield Page(shelf.path, shelf.title, shelf.summary, shelf.layout, {"shelf": beside})
        for place, product in enumerate(beside):
            others = (beside[place + 1 :] + beside[:place])[:3]
            yield _product(product, others, _named(written, product.help), Link(shelf.path, shelf.title))


def _product(product: Product, others: list[Product], related: list[Article], shelf: Link) -> Page:
    shows = {"product": product, "others": others, "related": related, "offers": list(_offers(product))}
    return Page(product.path, product.name, product.line, "product.html", shows, (shelf,))


def _offers(product: Product) -> Iterator[dict[str, object]]:
    if product.kind != "fonts":
        yield {"title": product.unit, "price": product.price}
        return
    yield {"title": f"Desktop, {product.unit}", "price": product.price}
    if product.single and product.single != product.price:
        yield {"title": "Desktop, single style", "price": product.single}
    yield {"title": f"Web, {product.unit}", "price": product.price}


def _help(written: tuple[Article, ...], topics: tuple[Category, ...]) -> Iterator[Page]:
    inside = {
        topic.slug: [article for article in written if article.category == topic.slug] for topic in topics
    }
    hello = "Answers by the people who made the things. If one is missing, ask in the chat."
    yield Page(HELP.path, HELP.title, hello, "help.html", {"by_category": inside})
    for topic in topics:
        here = Link(topic.path, topic.title)
        yield Page(
            topic.path, topic.title, topic.summary, "topic.html", {"inside": inside[topic.slug]}, (HELP,)
        )
        for article in inside[topic.slug]:
            shows: dict[str, object] = {"article": article, "related": _related(article, written)}
            yield Page(
                article.path,
                article.title,
                article.summary,
                "article.html",
                shows,
                (HELP, here),
                updated=article.updated,
            )


def _related(article: Article, written: tuple[Article, ...]) -> list[Article]:
    """What it mentions first, then its neighbours."""
    mentioned = [other for other in written if f'href="{other.path}"' in article.html]
    beside = [other for other in written if other.category == article.category and other is not article]
    return list(dict.fromkeys(mentioned + beside))[:5]


def _private() -> Iterator[Page]:
    yield Page("/cart", "Basket", "What you chose.", "cart.html", private=True)
    yield Page("/checkout", "Checkout", "Pay for what you chose.", "checkout.html", private=True)
    yield Page("/account", "Sign in", "Your library, your orders, your keys.", "account.html", private=True)
    orders = "What a customer sees. Crawlers are asked to stay out of here."
    trail = (Link("/account", "Account"),)
    yield Page("/account/orders", "Orders", orders, "orders.html", trail=trail, private=True)


def _named(written: tuple[Article, ...], slugs: tuple[str, ...]) -> list[Article]:
    by_slug = {article.slug: article for article in written}
    return [by_slug[slug] for slug in slugs]
