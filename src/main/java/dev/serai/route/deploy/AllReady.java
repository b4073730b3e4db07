package dev.serai.route.deploy;

import java.util.List;

/** Several that take over together, the first one first. */
record AllReady(List<Ready> all) implements Ready {

    @Override
    public void use() {
        all.forEach(Ready::use);
    }

    @Override
    public void discard() {
        all.reversed().forEach(Ready::discard);
    }
}
