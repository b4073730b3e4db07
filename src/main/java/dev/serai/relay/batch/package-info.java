/** What is handed to a sink, in which session, and how a sink says that it did not take it. */
@NullMarked
package dev.serai.relay.batch;

import org.jspecify.annotations.NullMarked;
