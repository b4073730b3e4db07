/** Makes attempts of what is due: claims rows and hands them to lanes, round after round. */
@NullMarked
package dev.serai.delivery.dispatch;

import org.jspecify.annotations.NullMarked;
