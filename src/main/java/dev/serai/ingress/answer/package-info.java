/**
 * What those who send are told: receipts of what is durable, replies to questions, refusals with
 * their reasons; and who listens for it.
 */
@NullMarked
package dev.serai.ingress.answer;

import org.jspecify.annotations.NullMarked;
