/** Files of routes, put into use and taken out of it again, each by itself. */
@NullMarked
package dev.serai.route.deploy;

import org.jspecify.annotations.NullMarked;
