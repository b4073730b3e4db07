/**
 * Benchmarks: ratios against a named limit, in one run. {@code bench/run} starts them; no test
 * does.
 */
@NullMarked
package dev.serai.bench;

import org.jspecify.annotations.NullMarked;
