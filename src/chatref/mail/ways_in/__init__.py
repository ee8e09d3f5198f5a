"""By which ways mails come in: a mailbox that is looked into, or a mail system that hands them over."""
