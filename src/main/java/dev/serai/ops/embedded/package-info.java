/**
 * The servers that a hub brings along when none is configured, and the folder they keep their data
 * in. {@code ops} starts and stops them. They are for development and trials; the production jar
 * carries no server.
 */
@NullMarked
package dev.serai.ops.embedded;

import org.jspecify.annotations.NullMarked;
