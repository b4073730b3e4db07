package dev.serai.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.testing.TestDatabase;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the store of projects keeps and finds. */
final class PostgresProjectsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static TestDatabase database;
    private static PostgresProjects projects;

    @BeforeAll
    static void open() {
        database = TestDatabase.migrated();
        projects =
                new PostgresProjects(JdbcClient.create(database.dataSource()), new ObjectMapper());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void everyTenantBeginsWithTheDefaultProject() {
        assertThat(projects.find(TenantId.DEFAULT, "default"))
                .hasValueSatisfying(found -> assertThat(found.owner()).isEqualTo(Owner.DEFAULT));
    }

    @Test
    void findsAProjectByItsIdAndByItsUid() {
        Project shop = project("app_1", "shop", Map.of("plan", "gold"));
        projects.create(shop);
        assertThat(projects.find(TenantId.DEFAULT, "app_1")).contains(shop);
        assertThat(projects.find(TenantId.DEFAULT, "shop")).contains(shop);
        assertThat(projects.find(new TenantId("other"), "shop")).isEmpty();
        assertThat(projects.find(TenantId.DEFAULT, "app_none")).isEmpty();
    }

    @Test
    void prefersTheIdWhenAnotherOnesUidIsTheSame() {
        Project real = project("app_2", null, Map.of());
        projects.create(real);
        projects.create(project("app_3", "app_2", Map.of()));
        assertThat(projects.find(TenantId.DEFAULT, "app_2")).contains(real);
    }

    @Test
    void refusesAUidThatIsTaken() {
        projects.create(project("app_4", "taken", Map.of()));
        assertThatThrownBy(() -> projects.create(project("app_5", "taken", Map.of())))
                .isInstanceOf(DuplicateKeyException.class);
        projects.create(project("app_6", null, Map.of()));
        assertThatThrownBy(() -> projects.update(project("app_6", "taken", Map.of())))
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void updatesWhatThereIsAndSaysWhenThereIsNothing() {
        projects.create(project("app_7", null, Map.of()));
        Project changed = project("app_7", "changed", Map.of("a", "b"));
        assertThat(projects.update(changed)).isTrue();
        assertThat(projects.find(TenantId.DEFAULT, "changed")).contains(changed);
        assertThat(projects.update(project("app_none", null, Map.of()))).isFalse();
    }

    @Test
    void listsInPagesUpAndDown() {
        projects.create(project("app_x1", null, Map.of()));
        projects.create(project("app_x2", null, Map.of()));
        projects.create(project("app_x3", null, Map.of()));
        assertThat(projects.list(TenantId.DEFAULT, "app_x1", false, 2))
                .extracting(found -> found.id().value())
                .containsExactly("app_x2", "app_x3");
        assertThat(projects.list(TenantId.DEFAULT, "app_x3", true, 2))
                .extracting(found -> found.id().value())
                .containsExactly("app_x2", "app_x1");
        assertThat(projects.list(TenantId.DEFAULT, null, false, 1)).hasSize(1);
    }

    private static Project project(String id, String uid, Map<String, String> metadata) {
        return new Project(
                new Owner(TenantId.DEFAULT, new ProjectId(id)), uid, "Name", metadata, NOON, NOON);
    }
}
