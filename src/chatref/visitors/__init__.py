"""The people who write: known by a secret of their own, vouched for by the business or not."""
