/**
 * Work that takes its time: started, looked at and cancelled by people, done in small steps by any
 * hub, each step in one transaction with its progress, so that it neither stops with a hub nor does
 * a step twice.
 */
@NullMarked
package dev.serai.task;

import org.jspecify.annotations.NullMarked;
