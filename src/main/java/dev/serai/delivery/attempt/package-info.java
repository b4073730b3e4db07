/** The record of every attempt that was made: kept by the day, asked by event and by endpoint. */
@NullMarked
package dev.serai.delivery.attempt;

import org.jspecify.annotations.NullMarked;
