package dev.serai.api.message;

import dev.serai.tenant.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * A bounded walk along the log by id, as SQL; what is looked for is chosen among what it comes by.
 * The bound stands in it as a number, for the planner to see.
 *
 * @param sql names {@code :tenant}, {@code :project}, {@code :than}, {@code :after}, {@code
 *     :before} and {@code :settled}
 * @param bound how many events it comes by at most
 */
record Walk(String sql, int bound) {

    /** How many events of the project's a page looks at, at most; its iterator goes on. */
    static final int LOOKED_AT_MAX = 10_000;

    /** The same for the default project, whose events are found among everybody's. */
    static final int ANYBODYS_LOOKED_AT_MAX = 50_000;

    /** Of which there is an index. */
    private static final String OF_PROJECT =
            " and tenant = :tenant and project = :project and project <> 'default'";

    static Walk of(MessageFilter filter, @Nullable String than, boolean back, int limit) {
        boolean indexed = !filter.owner().project().equals(ProjectId.DEFAULT);
        int bound = ANYBODYS_LOOKED_AT_MAX;
        if (indexed) {
            bound = filter.choosesAll() ? limit : LOOKED_AT_MAX;
        }
        String sql =
                "select * from serai.event where appended_at > :after and appended_at < :before"
                        + (indexed ? OF_PROJECT : "")
                        + (than == null ? "" : " and id " + (back ? "<" : ">") + " :than")
                        + (back ? "" : " and id < :settled")
                        + " order by id "
                        + (back ? "desc" : "asc")
                        + " limit "
                        + bound;
        return new Walk(sql, bound);
    }
}
