/** A condition on an event's data: a part of jq that cannot run away. */
@NullMarked
package dev.serai.subscription.condition;

import org.jspecify.annotations.NullMarked;
