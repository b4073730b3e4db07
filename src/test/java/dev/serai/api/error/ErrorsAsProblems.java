package dev.serai.api.error;

import org.springframework.context.annotation.Import;

/** For a test's server: its errors are told as the hub tells them. */
@Import({ApiProblems.class, ErrorPage.class})
public final class ErrorsAsProblems {}
