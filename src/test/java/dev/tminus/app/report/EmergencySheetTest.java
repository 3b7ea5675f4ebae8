package dev.tminus.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EmergencySheetTest {

    private final ReportedRun run = Samples.underWay();
    private final String sheet = EmergencySheet.render(run.plan(), run.state(), run.now());

    @Test
    void what_remains_is_there_as_commands_with_their_values() {
        assertThat(sheet)
                .contains("[ ] apply: Apply the migration", "migrate CHG-7 r-1")
                .contains("export DATABASE_URL='***database_url***'", "POINT OF NO RETURN: new gifts are lost")
                .doesNotContain("Dump the database");
    }

    @Test
    void open_effects_come_with_the_values_fixed_when_they_were_made() {
        assertThat(sheet)
                .contains("effect of stop\n", "undo stop", "effect of dump\n")
                .doesNotContain("effect of agree");
        assertThat(sheet.indexOf("effect of stop")).isLessThan(sheet.indexOf("effect of dump"));
    }

    @Test
    void every_way_back_says_what_it_loses() {
        assertThat(sheet).contains("ROLLBACK back: Turn back", "loses: gifts since r-1", "psql -c 'select 1'");
    }
}
