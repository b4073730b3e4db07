/** What the hub signs its own webhooks with. */
@NullMarked
package dev.serai.signing.outbound;

import org.jspecify.annotations.NullMarked;
