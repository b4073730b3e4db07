/** What people did by their own judgement. */
@NullMarked
package dev.serai.api.audit;

import org.jspecify.annotations.NullMarked;
