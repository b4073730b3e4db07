/**
 * What it takes to run the hub: its databases and brokers, the check of its configuration, health,
 * metrics, the start and the stop. It looks into every other package and none looks into it.
 */
@NullMarked
package dev.serai.ops;

import org.jspecify.annotations.NullMarked;
