/** What a hub does again and again beside its work. */
@NullMarked
package dev.serai.chore;

import org.jspecify.annotations.NullMarked;
