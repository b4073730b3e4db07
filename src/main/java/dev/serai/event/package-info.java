/**
 * The canonical event: what it is, its id, its wire forms, the patterns that choose among types. It
 * knows whose it is and nothing of how it is stored or sent.
 */
@NullMarked
package dev.serai.event;

import org.jspecify.annotations.NullMarked;
