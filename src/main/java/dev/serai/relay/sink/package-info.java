/** What a sink is: its name, what it wants of the log and how, and how it fares. */
@NullMarked
package dev.serai.relay.sink;

import org.jspecify.annotations.NullMarked;
