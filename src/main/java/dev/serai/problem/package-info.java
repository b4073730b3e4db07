/** What is answered when a request cannot be served: RFC 9457, with a code for programs. */
@NullMarked
package dev.serai.problem;

import org.jspecify.annotations.NullMarked;
