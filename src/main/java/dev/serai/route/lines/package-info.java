/** {@code lines:NAME}: events as lines of JSON in files of the data folder, one file a day. */
@NullMarked
package dev.serai.route.lines;

import org.jspecify.annotations.NullMarked;
