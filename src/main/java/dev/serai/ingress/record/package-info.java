/**
 * Records of requests: which were refused and why, and which were copies; written aside, at a
 * bounded pace.
 */
@NullMarked
package dev.serai.ingress.record;

import org.jspecify.annotations.NullMarked;
