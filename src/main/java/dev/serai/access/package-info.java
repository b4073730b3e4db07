/**
 * Who may call and what: keys, the roles that they give, and the one security filter chain, the
 * only place that decides over requests. What is not opened here is not there for anybody.
 */
@NullMarked
package dev.serai.access;

import org.jspecify.annotations.NullMarked;
