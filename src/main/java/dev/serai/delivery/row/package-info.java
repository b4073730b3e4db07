/** Deliveries that wait: rows that are due, claimed and in order. */
@NullMarked
package dev.serai.delivery.row;

import org.jspecify.annotations.NullMarked;
