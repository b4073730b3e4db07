/** Sources, whether files or rows: made, listed, and followed as they change. */
@NullMarked
package dev.serai.route.source;

import org.jspecify.annotations.NullMarked;
