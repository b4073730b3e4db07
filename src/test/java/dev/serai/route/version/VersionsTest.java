package dev.serai.route.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.audit.AuditRecord;
import dev.serai.audit.PostgresAudit;
import dev.serai.event.Ksuid;
import dev.serai.route.version.FileStanding.Verdict;
import dev.serai.tenant.TenantId;
import dev.serai.testing.TestDatabase;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A route has versions, of which one is live, and nothing that it ever was is lost. */
class VersionsTest {

    private static TestDatabase database;
    private static JdbcClient jdbc;
    private static PostgresAudit audit;
    private static PostgresRoutes routes;
    private static StoreEdits edits;
    private static StoreFiles files;

    @BeforeAll
    static void open() {
        database = TestDatabase.migrated();
        jdbc = JdbcClient.create(database.dataSource());
        audit = new PostgresAudit(jdbc);
        InstantSource clock = InstantSource.system();
        TransactionTemplate transaction =
                new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
        TrailOfRoutes trail =
                new TrailOfRoutes(audit, new Ksuid(clock, RandomGenerator.getDefault()), clock);
        routes = new PostgresRoutes(jdbc);
        edits = new StoreEdits(jdbc, transaction, trail, clock);
        files = new StoreFiles(jdbc, transaction, trail, clock);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @AfterEach
    void clear() {
        jdbc.sql("delete from serai.route_version").update();
        jdbc.sql("delete from serai.route").update();
        jdbc.sql("delete from serai.audit").update();
    }

    @Test
    void anEditIsTheNextVersionAndSaysWhoMadeItAndWhy() {
        edits.store(edit("shop", "one", RouteEdit.ABSENT));
        StoredRoute now = edits.store(edit("shop", "two", 1));
        assertThat(now.live().number()).isEqualTo(2);
        assertThat(routes.find("shop").orElseThrow().live().text()).isEqualTo("two");
        assertThat(routes.older("shop", null, 10))
                .extracting(RouteVersion::number)
                .containsExactly(2, 1);
        assertThat(routes.newer("shop", 1, 10)).extracting(RouteVersion::number).containsExactly(2);
        assertThat(routes.version("shop", 1).orElseThrow())
                .extracting(RouteVersion::text, RouteVersion::author, RouteVersion::comment)
                .containsExactly("one", "ann", "because");
        assertThat(trail())
                .containsExactlyInAnyOrder("route.change version 2", "route.change version 1");
    }

    @Test
    void anEditThatFollowsAnotherVersionThanTheLiveOneIsRefused() {
        edits.store(edit("shop", "one", RouteEdit.ANY));
        assertThatThrownBy(() -> edits.store(edit("shop", "two", RouteEdit.ABSENT)))
                .isInstanceOfSatisfying(
                        RouteMoved.class, moved -> assertThat(moved.live()).isEqualTo(1));
        edits.store(edit("shop", "two", 1));
        assertThatThrownBy(() -> edits.store(edit("shop", "three", 1)))
                .isInstanceOf(RouteMoved.class);
        assertThat(routes.find("shop").orElseThrow().latest()).isEqualTo(2);
    }

    @Test
    void anEditThatChangesNothingMakesNoVersion() {
        edits.store(edit("shop", "one", RouteEdit.ANY));
        assertThat(edits.store(edit("shop", "one", RouteEdit.ANY)).live().number()).isEqualTo(1);
        assertThat(trail()).hasSize(1);
    }

    @Test
    void aNameIsOfOneKind() {
        edits.store(edit("shop", "one", RouteEdit.ANY));
        RouteEdit sink =
                new RouteEdit(
                        "shop", RouteKind.SINK, "a", RouteOrigin.API, "ann", "", RouteEdit.ANY);
        assertThatThrownBy(() -> edits.store(sink))
                .isInstanceOf(RouteNameTaken.class)
                .hasMessageContaining("source");
        files.store(List.of(RouteFileText.of("shop", RouteKind.SINK, "b")), false, "hub");
        assertThat(routes.find("shop").orElseThrow().kind()).isEqualTo(RouteKind.SOURCE);
    }

    @Test
    void aDeletedRouteKeepsItsVersionsAndCanBeMadeAgain() {
        StoredRoute shop = edits.store(edit("shop", "one", RouteEdit.ANY));
        edits.run("shop", false, "ann", "");
        edits.store(RouteEdit.deletion(shop, RouteOrigin.API, "ann", "", 1));
        assertThat(routes.find("shop").orElseThrow().deleted()).isTrue();
        StoredRoute again = edits.store(edit("shop", "one", RouteEdit.ABSENT));
        assertThat(again.live().number()).isEqualTo(3);
        assertThat(again.running()).isTrue();
        assertThat(trail())
                .containsExactlyInAnyOrder(
                        "route.change version 3",
                        "route.delete version 2",
                        "route.stop version 1",
                        "route.change version 1");
    }

    @Test
    void changesAreToldSinceARevision() {
        long before = routes.changesSince(-1).revision();
        assertThat(routes.changesSince(before).routes()).isEmpty();
        edits.store(edit("shop", "one", RouteEdit.ANY));
        edits.store(edit("other", "one", RouteEdit.ANY));
        RouteChanges changes = routes.changesSince(before);
        assertThat(changes.routes()).extracting(StoredRoute::name).containsExactly("shop", "other");
        edits.run("shop", false, "ann", "");
        assertThat(routes.changesSince(changes.revision()).routes())
                .singleElement()
                .satisfies(shop -> assertThat(shop.running()).isFalse());
    }

    @Test
    void aFileIsImportedOnceAndAnEditAfterItStaysLive() {
        RouteFileText file = RouteFileText.of("shop", RouteKind.SOURCE, "one");
        assertThat(verdict(file)).isEqualTo(Verdict.NEW);
        files.store(List.of(file), false, "hub");
        assertThat(verdict(file)).isEqualTo(Verdict.IMPORTED);
        edits.store(edit("shop", "two", RouteEdit.ANY));
        assertThat(verdict(file)).isEqualTo(Verdict.IMPORTED);
        files.store(List.of(file), false, "hub");
        assertThat(routes.find("shop").orElseThrow().live().text()).isEqualTo("two");

        RouteFileText changed = RouteFileText.of("shop", RouteKind.SOURCE, "three");
        assertThat(verdict(changed)).isEqualTo(Verdict.NEW);
        files.store(List.of(changed), false, "hub");
        assertThat(routes.find("shop").orElseThrow().live())
                .extracting(RouteVersion::number, RouteVersion::text, RouteVersion::origin)
                .containsExactly(3, "three", RouteOrigin.FILE);
        assertThat(files.standing(List.of(file)).get("shop"))
                .isEqualTo(new FileStanding(Verdict.OLDER, 1));
    }

    @Test
    void aFileThatSaysWhatIsLiveIsTakenForImported() {
        edits.store(edit("shop", "two", RouteEdit.ANY));
        RouteFileText exported = RouteFileText.of("shop", RouteKind.SOURCE, "two");
        assertThat(verdict(exported)).isEqualTo(Verdict.LIVE);
        files.adopt(exported);
        assertThat(verdict(exported)).isEqualTo(Verdict.IMPORTED);
    }

    @Test
    void whatTheHubShipsIsOnOfferBesideWhatAPersonMade() {
        files.store(List.of(RouteFileText.of("shop", RouteKind.SOURCE, "one")), true, "hub");
        edits.store(edit("shop", "mine", RouteEdit.ANY));
        files.store(List.of(RouteFileText.of("shop", RouteKind.SOURCE, "newer")), true, "hub");
        StoredRoute shop = routes.find("shop").orElseThrow();
        assertThat(shop.live().text()).isEqualTo("mine");
        assertThat(shop.latest()).isEqualTo(3);
        assertThat(routes.version("shop", 3).orElseThrow().text()).isEqualTo("newer");
        assertThat(edits.store(edit("shop", "mine too", 2)).live().number()).isEqualTo(4);
    }

    @Test
    void aFileThatIsGoneTakesWithItOnlyWhatWasImportedFromIt() {
        RouteFileText file = RouteFileText.of("shop", RouteKind.SOURCE, "one");
        files.store(List.of(file), false, "hub");
        RouteFileText older = RouteFileText.of("shop", RouteKind.SOURCE, "none");
        assertThat(edits.vanished(older, "hub")).isEmpty();
        assertThat(edits.vanished(file, "hub")).isPresent();
        assertThat(routes.find("shop").orElseThrow().deleted()).isTrue();
        assertThat(edits.vanished(file, "hub")).isEmpty();
        // Put back while a hub runs, it counts again.
        files.store(List.of(file), false, "hub");
        assertThat(routes.find("shop").orElseThrow())
                .satisfies(shop -> assertThat(shop.deleted()).isFalse())
                .satisfies(shop -> assertThat(shop.live().number()).isEqualTo(3));
    }

    @Test
    void editsOfManyHubsAtOnceAreVersionsOneAfterAnother() throws Exception {
        int count = 40;
        try (ExecutorService hubs = Executors.newFixedThreadPool(8)) {
            List<Callable<StoredRoute>> all =
                    java.util.stream.IntStream.range(0, count)
                            .<Callable<StoredRoute>>mapToObj(
                                    i ->
                                            () ->
                                                    edits.store(
                                                            edit(
                                                                    "shop",
                                                                    "text " + i,
                                                                    RouteEdit.ANY)))
                            .toList();
            for (Future<StoredRoute> one : hubs.invokeAll(all)) {
                one.get();
            }
        }
        assertThat(routes.older("shop", null, 100))
                .extracting(RouteVersion::number)
                .hasSize(count)
                .doesNotHaveDuplicates()
                .contains(count);
        assertThat(routes.find("shop").orElseThrow().live().number()).isEqualTo(count);
    }

    private static Verdict verdict(RouteFileText file) {
        return files.standing(List.of(file)).get(file.name()).verdict();
    }

    private static List<String> trail() {
        return audit.older(TenantId.DEFAULT, null, 100).stream()
                .map((AuditRecord record) -> record.action() + " " + record.outcome())
                .toList();
    }

    private static RouteEdit edit(String name, @Nullable String text, int expected) {
        return new RouteEdit(
                name, RouteKind.SOURCE, text, RouteOrigin.API, "ann", "because", expected);
    }
}
