/** How every error leaves: a problem of RFC 9457, whoever found it. */
@NullMarked
package dev.serai.api.error;

import org.jspecify.annotations.NullMarked;
