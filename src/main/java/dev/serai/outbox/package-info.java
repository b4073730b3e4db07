/**
 * The log: event store and transactional outbox in one. Appends in groups, keeps what it has seen,
 * reads in order. It knows nothing of where events come from or go to.
 */
@NullMarked
package dev.serai.outbox;

import org.jspecify.annotations.NullMarked;
