/**
 * Live readers: server-sent events from any place in the log, without a gap and without a
 * repetition across reconnects. It knows readers and the log, and nothing of routes.
 */
@NullMarked
package dev.serai.stream;

import org.jspecify.annotations.NullMarked;
