"""PostgreSQL: the pool with its tenant walls, forward migrations, and the server that comes with Chatref."""
