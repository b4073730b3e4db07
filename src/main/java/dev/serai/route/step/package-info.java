/** The steps of a source's route, {@code ingress:*}: verify, handshake, answer, form, append. */
@NullMarked
package dev.serai.route.step;

import org.jspecify.annotations.NullMarked;
