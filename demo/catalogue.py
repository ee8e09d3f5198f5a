"""What the shop sells."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Product:
    """One item of the catalogue; prices in whole euros with VAT."""

    slug: str
    kind: str
    name: str
    sku: str
    price: int
    unit: str
    line: str
    text: str
    details: tuple[str, ...]
    help: tuple[str, ...]
    single: int | None = None

    @property
    def path(self) -> str:
        return f"/{self.kind}/{self.slug}"

    @property
    def art(self) -> str:
        return drawing(self.slug)


def products() -> tuple[Product, ...]:
    table = tomllib.loads((HERE / "content" / "catalogue.toml").read_text())
    return tuple(
        Product(**{**row, "details": tuple(row["details"]), "help": tuple(row["help"])})
        for row in table["product"]
    )


def drawing(name: str) -> str:
    """A drawing of our own, as SVG to stand inside a page."""
    return (HERE / "art" / f"{name}.svg").read_text()
