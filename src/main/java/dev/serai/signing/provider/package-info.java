/** The few providers whose signatures no recipe describes, each a scheme of its own. */
@NullMarked
package dev.serai.signing.provider;

import org.jspecify.annotations.NullMarked;
