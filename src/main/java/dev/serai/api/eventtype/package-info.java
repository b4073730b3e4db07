/** The kinds of events, as the outbound API shows and takes them. */
@NullMarked
package dev.serai.api.eventtype;

import org.jspecify.annotations.NullMarked;
