/**
 * Takes webhooks and published events in: raw request in, verified, deduplicated, appended; what
 * was refused, and why; what was authentic but could not be mapped, kept until it can be. It knows
 * nothing of Camel and nothing of where events go.
 */
@NullMarked
package dev.serai.ingress;

import org.jspecify.annotations.NullMarked;
