package dev.serai.route.deploy;

import dev.serai.route.door.FrontDoor;
import dev.serai.route.version.RouteKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells the front door and the log how a file fares from now on. */
final class TellChange {

    private static final Logger LOG = LoggerFactory.getLogger(TellChange.class);

    private final FrontDoor door;

    TellChange(FrontDoor door) {
        this.door = door;
    }

    /** A file was put into use, or was not. */
    void settled(RouteFile file, boolean isInUse, String fault, boolean isNews) {
        if (file.kind() == RouteKind.SOURCE) {
            if (isInUse) {
                door.settled(file.id());
            } else {
                door.unavailable(
                        file.id(), "This source is known, but its route could not be started.");
            }
        }
        if (fault.isEmpty()) {
            // The many connectors of a start are told as one number.
            boolean isQuiet = file.kind() == RouteKind.CONNECTOR && !door.isLoaded();
            LOG.atLevel(isQuiet ? Level.DEBUG : Level.INFO).log("{} is in use", file.path());
        } else if (isNews) {
            LOG.error(
                    "{} is not in use, {}: {}",
                    file.path(),
                    isInUse ? "what it said before is" : "the others are",
                    fault);
        }
    }

    /** A file is stopped. */
    void stopped(RouteFile file) {
        if (file.kind() == RouteKind.SOURCE) {
            door.unavailable(file.id(), "This source is stopped for the moment.");
        }
        LOG.info("{} is stopped", file.path());
    }

    /** A file is there no more. */
    void gone(RouteFile file) {
        if (file.kind() == RouteKind.SOURCE) {
            door.settled(file.id());
        }
        LOG.info("{} is no longer in use", file.path());
    }
}
