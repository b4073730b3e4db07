package dev.serai.route;

/**
 * A file of {@code routes/}, as text.
 *
 * @param kind which folder it is in
 * @param name its name in the folder: {@code razorpay.camel.yaml}
 * @param text what it says
 */
record RouteFile(Kind kind, String name, String text) {

    /** What a file is for; connectors come before those who use them. */
    enum Kind {
        CONNECTOR("connectors", ".kamelet.yaml"),
        SOURCE("sources", ".camel.yaml"),
        SINK("sinks", ".camel.yaml");

        private final String folder;
        private final String ending;

        Kind(String folder, String ending) {
            this.folder = folder;
            this.ending = ending;
        }

        /** The folder of {@code routes/} that they are in. */
        String folder() {
            return folder;
        }

        /** What their names end in. */
        String ending() {
            return ending;
        }
    }

    /** The name without its ending; what the file defines has it as its id. */
    String id() {
        return name.substring(0, name.length() - kind.ending().length());
    }

    /** Where it is, for people. */
    String path() {
        return kind.folder() + "/" + name;
    }
}
