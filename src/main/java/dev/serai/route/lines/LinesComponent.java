package dev.serai.route.lines;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code lines:NAME}: the folder of that name, which all endpoints of the name share. */
final class LinesComponent extends DefaultComponent {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Path folder;
    private final Map<String, LinesFolder> folders = new ConcurrentHashMap<>();

    LinesComponent(Path folder) {
        this.folder = folder;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "lines: is followed by a name of small letters, digits and dashes");
        }
        LinesFolder own =
                folders.computeIfAbsent(name, key -> new LinesFolder(folder.resolve(key)));
        return new LinesEndpoint(uri, this, name, own);
    }

    @Override
    protected void doStop() throws Exception {
        folders.values().forEach(LinesFolder::close);
        super.doStop();
    }
}
