package dev.serai.route.deploy;

import dev.serai.route.check.CheckRoute;
import dev.serai.route.check.Draft;
import dev.serai.route.check.Fault;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a file go on to Camel if nothing is wrong with it, or nothing but a secret written out. */
final class AdmitFile {

    private static final Logger LOG = LoggerFactory.getLogger(AdmitFile.class);

    /** More of them make no message that anybody reads. */
    private static final int TOLD_MAX = 3;

    private final CheckRoute check;

    AdmitFile(CheckRoute check) {
        this.check = check;
    }

    /**
     * Checks a file.
     *
     * @throws IllegalArgumentException saying what is wrong, and where
     */
    void admit(RouteFile file) {
        List<Fault> all = check.faults(draft(file));
        all.stream()
                .filter(fault -> fault.code().equals(Fault.LITERAL_SECRET))
                .forEach(fault -> LOG.warn("{}: {}", file.path(), fault.text()));
        List<String> faults =
                all.stream()
                        .filter(fault -> !fault.code().equals(Fault.LITERAL_SECRET))
                        .limit(TOLD_MAX)
                        .map(Fault::text)
                        .toList();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    private static Draft draft(RouteFile file) {
        return new Draft(Draft.Kind.valueOf(file.kind().name()), file.id(), file.text());
    }
}
