/** Sources, the connectors that they are made of, their samples and their reconciling. */
@NullMarked
package dev.serai.api.source;

import org.jspecify.annotations.NullMarked;
