package dev.serai.route.bench;

import java.util.regex.Pattern;
import org.apache.camel.util.URISupport;

/** A URI as it was meant: without what may be a secret, and without Camel's marks in it. */
final class PlainUri {

    private static final Pattern RAW = Pattern.compile("RAW\\((.*?)\\)(?=&|$)");
    private static final int LENGTH_MAX = 500;

    private PlainUri() {}

    static String of(String uri) {
        String plain = RAW.matcher(URISupport.sanitizeUri(uri)).replaceAll("$1");
        return plain.length() <= LENGTH_MAX ? plain : plain.substring(0, LENGTH_MAX);
    }
}
