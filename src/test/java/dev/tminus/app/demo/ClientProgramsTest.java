package dev.tminus.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientProgramsTest {

    private static final int NO_SUCH_SERVER = 9999;

    @TempDir
    Path folder;

    @Test
    void backups_are_made_by_a_pg_dump_of_the_servers_version() throws Exception {
        program("pg_dump", "pg_dump (PostgreSQL) 9999.4 (Some 9999.4-1)");
        program("pg_restore", "pg_restore (PostgreSQL) 9999.4");

        assertThat(ClientPrograms.of(NO_SUCH_SERVER, Map.of("PATH", "/nowhere:" + folder)))
                .hasValue(new ClientPrograms(folder, "9999.4"));
    }

    @Test
    void a_pg_dump_of_another_version_or_without_its_pg_restore_does_not_fit() throws Exception {
        program("pg_dump", "pg_dump (PostgreSQL) 9999.4");
        assertThat(ClientPrograms.of(NO_SUCH_SERVER, Map.of("PATH", folder.toString())))
                .isEmpty();

        program("pg_restore", "pg_restore (PostgreSQL) 9999.4");
        assertThat(ClientPrograms.of(NO_SUCH_SERVER + 1, Map.of("PATH", folder.toString())))
                .isEmpty();
    }

    private void program(String name, String says) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\necho '%s'\n".formatted(says));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
