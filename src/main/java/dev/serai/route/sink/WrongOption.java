package dev.serai.route.sink;

/**
 * An option of {@code outbox:} that can never be of use, by itself or beside the others.
 *
 * @param name the option's
 * @param why what is wrong with it
 * @param fix what to write instead; may be empty
 */
public record WrongOption(String name, String why, String fix) {}
