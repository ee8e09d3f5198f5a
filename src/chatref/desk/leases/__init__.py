"""Who is at work on a conversation, among all workers. Not renewed, a lease ends by itself."""
