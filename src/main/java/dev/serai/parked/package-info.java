/**
 * What was given up on for now, with its reason: the dead-letter queue. It stores and lists; who
 * parks and who replays are the sinks and the ingress.
 */
@NullMarked
package dev.serai.parked;

import org.jspecify.annotations.NullMarked;
