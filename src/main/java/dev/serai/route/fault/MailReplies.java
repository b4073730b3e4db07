package dev.serai.route.fault;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import org.springframework.util.ReflectionUtils;

/**
 * What a mail server's reply code says (RFC 5321): one that begins with 5 is for good, all others
 * are for now.
 */
final class MailReplies {

    private static final String CLIENT = "org.eclipse.angus.mail.smtp.";
    private static final String ADDRESS = "jakarta.mail.internet.AddressException";
    private static final int FOR_GOOD = 500;

    /** The server wants a login first, or refuses it. */
    private static final int LOGIN_FIRST = 530;

    private static final int LOGIN_LAST = 538;

    private MailReplies() {}

    static Optional<Fault> read(Throwable failure) {
        if (failure.getClass().getName().equals(ADDRESS)) {
            return Optional.of(Fault.ofEvent("no address of mail: " + failure.getMessage()));
        }
        if (!failure.getClass().getName().startsWith(CLIENT)) {
            return Optional.empty();
        }
        Method code = ReflectionUtils.findMethod(failure.getClass(), "getReturnCode");
        return code == null ? Optional.empty() : read(failure, code);
    }

    private static Optional<Fault> read(Throwable failure, Method code) {
        try {
            int reply = (int) code.invoke(failure);
            String words = "the mail server answered " + reply + ": " + failure.getMessage();
            boolean login = reply >= LOGIN_FIRST && reply <= LOGIN_LAST;
            return Optional.of(
                    reply >= FOR_GOOD && !login ? Fault.ofEvent(words) : Fault.elsewhere(words));
        } catch (IllegalAccessException | InvocationTargetException e) {
            return Optional.empty(); // it keeps its code to itself
        }
    }
}
