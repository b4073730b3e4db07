/** Jars that an operator puts beside the hub: components of Camel, drivers of databases. */
@NullMarked
package dev.serai.ops.lib;

import org.jspecify.annotations.NullMarked;
