"""Plan text in, cited answers out. Pure: no people, no storage, no channel, no clock."""
