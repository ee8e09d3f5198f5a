"""Tokens with which the business's own servers report events that count as verified."""

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
