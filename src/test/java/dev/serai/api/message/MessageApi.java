package dev.serai.api.message;

import org.springframework.context.annotation.Import;

/** For a test's server: messages and their attempts. */
@Import({MessageController.class, AttemptController.class})
public final class MessageApi {}
