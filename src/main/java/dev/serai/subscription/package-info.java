/**
 * Who wants which events, where, and signed with what: the endpoints, and which addresses they may
 * have. Knows nothing of attempts; delivery asks it.
 */
@NullMarked
package dev.serai.subscription;

import org.jspecify.annotations.NullMarked;
