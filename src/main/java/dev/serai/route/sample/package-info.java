/** Webhooks made up and sent through the hub's own front door, as their provider would. */
@NullMarked
package dev.serai.route.sample;

import org.jspecify.annotations.NullMarked;
