package dev.tminus.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Problem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MigrationAdviceTest {

    private static final String RUNBOOK = """
            runbook: v1
            id: m
            name: M
            owner: us
            roles: { dba: {} }
            connections: { main: { url: "postgresql://localhost/x" } }
            environments:
              %s: { connections: { main: { url: "postgresql://localhost/x" } }%s }
            phases:
              - id: during
                name: During
            %s    steps:
            %s      - { id: apply, name: Apply, pg.migrate: { db: main, tool: prisma, dir: prisma/migrations } }
            """;

    private static final String BACKUP = "      - { id: backup, name: Backup, run: [pg_dump, donations] }\n";
    private static final String REHEARSED = ", policy: { rehearsed: { within: 14d } }";
    private static final String WINDOW = "    window: required\n";

    @Test
    void a_production_migration_wants_a_backup_a_rehearsal_and_a_window() {
        assertThat(codes("production", "", "", "")).contains("TM510", "TM511", "TM512");
    }

    @Test
    void each_advice_that_was_taken_is_not_given() {
        assertThat(codes("production", "", "", BACKUP))
                .contains("TM511", "TM512")
                .doesNotContain("TM510");
        assertThat(codes("production", REHEARSED, "", "")).contains("TM510").doesNotContain("TM511");
        assertThat(codes("production", "", WINDOW, "")).contains("TM510").doesNotContain("TM512");
    }

    @Test
    void a_development_database_needs_none_of_it() {
        assertThat(codes("development", "", "", "")).doesNotContain("TM510", "TM511", "TM512");
    }

    private static List<String> codes(String environment, String policy, String window, String before) {
        Reading reading = new RunbookReader(SampleActions.all())
                .read("m.yaml", RUNBOOK.formatted(environment, policy, window, before), path -> Optional.of(""));
        return reading.problems().stream().map(Problem::code).toList();
    }
}
