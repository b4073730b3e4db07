package dev.serai.api.statistics;

import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says that the API answers, in the way that clients of the outbound API ask. */
@RestController
final class HealthController {

    private final JdbcClient jdbc;

    HealthController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** With its database; without, the answer is 503. */
    @GetMapping({"/api/v1/health", "/api/v1/health/"})
    ResponseEntity<Void> health() {
        jdbc.sql("select 1").query(Integer.class).single();
        return ResponseEntity.noContent().build();
    }

    @GetMapping({"/api/v1/health/ping", "/api/v1/health/ping/"})
    ResponseEntity<Void> ping() {
        return ResponseEntity.noContent().build();
    }
}
