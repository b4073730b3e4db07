/**
 * Who may call: the root key and the one security filter chain, the only place that knows Spring
 * Security. What is not opened here is not there for anybody.
 */
@NullMarked
package dev.serai.access;

import org.jspecify.annotations.NullMarked;
