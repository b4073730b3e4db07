/** How secrets stand in the database: sealed by the master key. */
@NullMarked
package dev.serai.seal;

import org.jspecify.annotations.NullMarked;
