/**
 * What sinks' routes are built of: {@code outbox:}, {@code deliver:}, {@code live:}, {@code
 * kafka-transaction:}.
 */
@NullMarked
package dev.serai.route.sink;

import org.jspecify.annotations.NullMarked;
