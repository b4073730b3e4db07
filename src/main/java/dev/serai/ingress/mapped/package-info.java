/**
 * What a mapping says that a webhook is: events, or nothing that could be one; then it is kept as
 * it came.
 */
@NullMarked
package dev.serai.ingress.mapped;

import org.jspecify.annotations.NullMarked;
