package dev.serai.api.message;

/** Where messages and what belongs to them are looked up and kept. */
record MessageStores(PostgresMessages messages, TagStore tags, Expunge expunge) {}
