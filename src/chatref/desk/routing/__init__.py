"""Who is rung for which waiting case: what there is to route, read, decided and sent as commands."""
