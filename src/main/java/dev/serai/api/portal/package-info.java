/** Keys for the portals of apps, and who one is. */
@NullMarked
package dev.serai.api.portal;

import org.jspecify.annotations.NullMarked;
