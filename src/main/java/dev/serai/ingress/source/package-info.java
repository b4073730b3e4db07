/**
 * A place that webhooks come in at: how they prove who sent them, which of them are the same, and
 * how many a second it takes.
 */
@NullMarked
package dev.serai.ingress.source;

import org.jspecify.annotations.NullMarked;
