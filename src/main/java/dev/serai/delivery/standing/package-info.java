/** Where events stand at an endpoint: taken, waiting, given up, or never tried. */
@NullMarked
package dev.serai.delivery.standing;

import org.jspecify.annotations.NullMarked;
