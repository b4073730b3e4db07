/**
 * How events get into the log: group commit, dedupe, what applications publish by SQL, and the
 * partitions that all of it is kept in.
 */
@NullMarked
package dev.serai.outbox.append;

import org.jspecify.annotations.NullMarked;
