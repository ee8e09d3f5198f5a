"""What leaves the desk for the business's own systems: signed, guarded, bounded in time and size."""
