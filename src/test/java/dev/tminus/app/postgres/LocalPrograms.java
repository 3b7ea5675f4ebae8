package dev.tminus.app.postgres;

import dev.tminus.app.postgres.backup.BackupRefused;
import dev.tminus.app.postgres.backup.ClientPrograms;
import java.util.Map;
import java.util.Optional;

/** PostgreSQL's client programs on this machine, which need not be there. */
public final class LocalPrograms {

    /** Of the server that most tests use. */
    private static final int VERSION = 15;

    private LocalPrograms() {}

    /** Whether there are some that serve {@link TestServer}. */
    public static boolean areHere() {
        ClientPrograms programs = new ClientPrograms(Optional.empty(), Map.of());
        try {
            return programs.major("pg_dump") >= VERSION && programs.major("pg_restore") >= VERSION;
        } catch (BackupRefused missing) {
            return false;
        }
    }
}
