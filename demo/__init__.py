"""A small shop for digital goods, its help centre and its team: what Chatref is shown on."""
