"""Proof that what is quoted stands in its text: the records, the private texts and the lock that binds the two."""
