/** Messages and the attempts to deliver them, as the outbound API calls them. */
@NullMarked
package dev.serai.api.message;

import org.jspecify.annotations.NullMarked;
