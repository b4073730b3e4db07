/** Work that takes its time: how it is asked for, looked at and cancelled. */
@NullMarked
package dev.serai.api.task;

import org.jspecify.annotations.NullMarked;
