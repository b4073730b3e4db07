/** How an endpoint wants what it gets. */
@NullMarked
package dev.serai.subscription.option;

import org.jspecify.annotations.NullMarked;
