/**
 * Lets a request that comes again with the same idempotency key have the answer of the first one,
 * for a day. Messages are not among them: their keys are claimed in the statement that appends
 * them.
 */
@NullMarked
package dev.serai.api.idempotency;

import org.jspecify.annotations.NullMarked;
