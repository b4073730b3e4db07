/** How the log is read in order, and how its readers are woken. */
@NullMarked
package dev.serai.outbox.reading;

import org.jspecify.annotations.NullMarked;
