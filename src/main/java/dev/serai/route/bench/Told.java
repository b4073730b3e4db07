package dev.serai.route.bench;

import dev.serai.ingress.mapped.Unmappable;
import dev.serai.route.deploy.FaultInWords;

/** What a draft failed with, for who wrote it. */
final class Told {

    private Told() {}

    static String of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Unmappable unmappable) {
                return FaultInWords.line(unmappable.detail());
            }
        }
        return FaultInWords.line(FaultInWords.of(failure));
    }
}
