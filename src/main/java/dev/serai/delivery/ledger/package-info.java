/** What becomes of deliveries, entered in batches, and what the hub tells of it. */
@NullMarked
package dev.serai.delivery.ledger;

import org.jspecify.annotations.NullMarked;
