package dev.serai.api.route;

import dev.serai.route.check.Draft;
import dev.serai.route.check.HideSecrets;
import dev.serai.route.version.RouteVersion;

/** What a version says, as it is shown: without secrets that a file has written out. */
final class ShowText {

    private final HideSecrets hide;

    ShowText(HideSecrets hide) {
        this.hide = hide;
    }

    /** Empty if the version deleted the route. */
    String of(String name, RouteVersion version) {
        String text = version.text();
        return text == null
                ? ""
                : hide.shown(new Draft(Draft.Kind.valueOf(version.kind().name()), name, text));
    }
}
