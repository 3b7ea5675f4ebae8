package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.migrate.PrismaRecords.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What earlier attempts of a step left unfinished in {@code _prisma_migrations}, and what is proven about it.
 *
 * <p>To be used under the migration lock: nobody else is at work then.
 */
final class PrismaUnfinished {

    private final Connection connection;
    private final PrismaRecords records;
    private final List<Migration> migrations;
    private final MigrationWatch watch;
    private final Map<String, Open> open = new LinkedHashMap<>();

    /** A record that goes on, and with which statement. */
    record Open(String record, Resumption resumption) {}

    PrismaUnfinished(Connection connection, PrismaRecords records, List<Migration> migrations, MigrationWatch watch) {
        this.connection = connection;
        this.records = records;
        this.migrations = migrations;
        this.watch = watch;
    }

    /** Ends the records whose fate is proven, and finds those that can go on. */
    void settle(InstantSource clock) throws SQLException {
        for (Row row : records.all().stream().filter(Row::unfinished).toList()) {
            Optional<Migration> migration = migrations.stream()
                    .filter(one -> one.name().equals(row.name()) && one.matches(row.checksum()))
                    .findFirst();
            if (migration.isPresent() && watch.journal().isPresent()) {
                settle(row, migration.get(), watch.journal().get(), clock);
            }
        }
    }

    private void settle(Row row, Migration migration, StatementJournal journal, InstantSource clock)
            throws SQLException {
        if (!journal.began(migration, row.id())) {
            return;
        }
        Sending sending = Sending.prisma(migration.script());
        switch (sending.manner()) {
            case WHOLE -> {
                // The server knows whether it committed, its records do not: a person looks.
            }
            case ONE_TRANSACTION -> {
                if (row.steps() > 0) {
                    records.finished(row.id(), clock.instant());
                    watch.say("%s: went through, as the record that commits with it says".formatted(row.name()));
                } else if (row.logs().isEmpty()) {
                    records.rolledBack(row.id(), clock.instant());
                    watch.say(
                            "%s: left nothing, as the record that commits with it is not there".formatted(row.name()));
                }
            }
            case EACH_ALONE -> {
                Optional<Resumption> resumption = sending.changesRole()
                        ? Optional.empty()
                        : Resumption.of(journal, connection, migration, sending.parts());
                resumption.ifPresent(found -> open.put(row.name(), new Open(row.id(), found)));
            }
        }
    }

    Set<String> resumable() {
        return Set.copyOf(open.keySet());
    }

    Optional<Open> of(Migration migration) {
        return Optional.ofNullable(open.get(migration.name()));
    }
}
