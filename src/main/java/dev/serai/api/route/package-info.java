/** Routes, as the API reads and edits them. */
@NullMarked
package dev.serai.api.route;

import org.jspecify.annotations.NullMarked;
