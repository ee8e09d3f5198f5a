"""With what the business's own servers speak for it: tokens for what they report, a secret for whom they vouch for."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path

from chatref.accounts import tokens
from chatref.web.auth import TokenKeeper
from chatref.web.rooms import RoomsHere
from chatref.web.words import Id, Model, Name

admin_tokens = APIRouter(prefix="/api/admin/tokens", tags=["owner"])


class TokenWanted(Model):
    name: Name


class TokenMade(Model):
    """`secret` is shown this once and kept only as a hash."""

    secret: str


class TokenRow(Model):
    id: str
    name: str
    created_at: datetime
    last_used_at: datetime | None


class TokenList(Model):
    tokens: list[TokenRow]


class Revoked(Model):
    revoked: bool


class IdentitySecret(Model):
    """It signs the tokens by which a page says who its visitor is (HS256)."""

    secret: str


@admin_tokens.get("/identity")
async def identity_secret(who: TokenKeeper, rooms: RoomsHere) -> IdentitySecret:
    return IdentitySecret(secret=await rooms.keys.identity_secret(who.workspace))


@admin_tokens.post("")
async def make(asked: TokenWanted, who: TokenKeeper, rooms: RoomsHere) -> TokenMade:
    async with rooms.database.workspace(who.workspace) as connection:
        return TokenMade(secret=await tokens.create(connection, asked.name, who.teammate.id))


@admin_tokens.get("")
async def list_tokens(who: TokenKeeper, rooms: RoomsHere) -> TokenList:
    async with rooms.database.workspace(who.workspace) as connection:
        found = await tokens.all_tokens(connection)
    rows = [
        TokenRow(id=each.id, name=each.name, created_at=each.created_at, last_used_at=each.last_used_at)
        for each in found
    ]
    return TokenList(tokens=rows)


@admin_tokens.post("/{token}/revoke")
async def revoke(token: Annotated[Id, Path()], who: TokenKeeper, rooms: RoomsHere) -> Revoked:
    async with rooms.database.workspace(who.workspace) as connection:
        await tokens.revoke(connection, token)
    return Revoked(revoked=True)
