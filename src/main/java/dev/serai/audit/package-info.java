/** What people did by their own judgement: who, when, why, to what, and what came of it. */
@NullMarked
package dev.serai.audit;

import org.jspecify.annotations.NullMarked;
