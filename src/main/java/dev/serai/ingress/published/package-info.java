/** First-party events, checked and appended. */
@NullMarked
package dev.serai.ingress.published;

import org.jspecify.annotations.NullMarked;
