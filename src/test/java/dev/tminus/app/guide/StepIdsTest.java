package dev.tminus.app.guide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ids made from the words of a guide. */
class StepIdsTest {
    private final StepIds ids = new StepIds();

    @ParameterizedTest
    @CsvSource({
        "Assign roles (DBA and observer), assign_roles",
        "Verify status: `npx prisma migrate status`, verify_status",
        "(if needed), if_needed",
        "Import, step_import",
        "3 replicas up, step_3_replicas_up",
        "Pr\u00fcfe Gr\u00f6\u00dfe, prufe_grosse",
        "Don't stop, dont_stop",
        "\u6570\u636e\u5e93, line_9",
        "Test migration on staging environment with production-like data, test_migration_on_staging_environment",
    })
    void an_id_is_made_of_the_first_words(String text, String id) {
        assertThat(ids.of(text, 9)).isEqualTo(id);
    }

    @Test
    void the_same_words_get_a_number() {
        assertThat(ids.of("Restart", 1)).isEqualTo("restart");
        assertThat(ids.of("Restart", 2)).isEqualTo("restart_2");
        assertThat(ids.of("Restart 3", 3)).isEqualTo("restart_3");
        assertThat(ids.of("Restart", 4)).isEqualTo("restart_4");
    }
}
