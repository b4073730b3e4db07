package dev.serai.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Every test waits as long for its condition as a busy machine needs: only a fault takes longer.
 */
public final class Patience implements BeforeAllCallback {

    private static final Duration AT_MOST = Duration.ofSeconds(30);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(AT_MOST);
    }
}
