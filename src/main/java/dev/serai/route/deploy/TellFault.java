package dev.serai.route.deploy;

import dev.serai.route.secret.LiteralText;
import dev.serai.route.secret.Secrets;
import dev.serai.signing.Secret;

/** Says why a file cannot be put into use, in one line that tells no secret. */
final class TellFault {

    private static final int HIDDEN_LENGTH_MIN = 4;

    private final Secrets secrets;

    TellFault(Secrets secrets) {
        this.secrets = secrets;
    }

    /** None may tell a secret. */
    String of(RouteFile file, Throwable failure) {
        String message = secrets.hide(FaultInWords.of(failure));
        for (Secret own : file.secrets().values()) {
            if (own.reveal().length() >= HIDDEN_LENGTH_MIN) {
                message =
                        message.replace(own.reveal(), "(hidden)")
                                .replace(LiteralText.armoured(own.reveal()), "(hidden)");
            }
        }
        return FaultInWords.line(message);
    }
}
