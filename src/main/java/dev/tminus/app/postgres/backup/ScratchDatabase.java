package dev.tminus.app.postgres.backup;

import dev.tminus.app.postgres.database.Identifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** An empty database beside another one, of the same encoding and locale, made to restore a dump into. */
public final class ScratchDatabase {

    /** What its name begins with, so that none but our own is ever dropped. */
    public static final String PREFIX = "tminus_";

    private static final String OBJECT_IN_USE = "55006";

    private final Connection connection;
    private final String model;
    private final String name;

    /**
     * @param connection a session in autocommit mode on the same server, of a role that may create databases
     * @param model the database whose encoding and locale it has
     * @param name beginning with {@link #PREFIX}
     */
    public ScratchDatabase(Connection connection, String model, String name) {
        if (!name.startsWith(PREFIX) || name.length() > 63) {
            throw new IllegalArgumentException(
                    "name must begin with %s and have at most 63 characters, was %s".formatted(PREFIX, name));
        }
        this.connection = connection;
        this.model = model;
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** Makes it anew; what an earlier try left under this name is dropped. */
    public void create() throws SQLException {
        drop();
        String like = one(
                "select format('encoding %L lc_collate %L lc_ctype %L', pg_encoding_to_char(encoding), datcollate, datctype)"
                        + " from pg_database where datname = ?",
                model);
        execute("create database " + Identifier.quoted(name) + " template template0 " + like + icu());
    }

    /** The locale of a database whose provider is ICU, from PostgreSQL 15 on. */
    private String icu() throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < 15) {
            return "";
        }
        String column = version >= 17 ? "datlocale" : "daticulocale";
        return one(
                "select case datlocprovider when 'i' then format(' locale_provider icu icu_locale %L', " + column
                        + ") else '' end from pg_database where datname = ?",
                model);
    }

    /**
     * Makes it anew with everything that its model holds and is set to. PostgreSQL refuses while others are connected to
     * the model.
     */
    public void copy() throws SQLException {
        drop();
        try {
            execute("create database " + Identifier.quoted(name) + " template " + Identifier.quoted(model));
        } catch (SQLException failed) {
            if (OBJECT_IN_USE.equals(failed.getSQLState())) {
                throw new BackupRefused(
                        "others are connected to database %s (%s); end their sessions first".formatted(model, others()),
                        failed);
            }
            throw failed;
        }
        try {
            for (String setting : settings()) {
                execute(setting);
            }
        } catch (SQLException failed) {
            drop();
            throw failed;
        }
    }

    private String others() throws SQLException {
        return one(
                "select coalesce(string_agg(distinct coalesce(nullif(application_name, ''), usename, backend_type), ', '), 'gone by now')"
                        + " from pg_stat_activity where datname = ? and pid <> pg_backend_pid()",
                model);
    }

    public void drop() throws SQLException {
        execute("drop database if exists " + Identifier.quoted(name) + " with (force)");
    }

    /**
     * Takes the place of its model, which is kept under a new name; sessions on the model are ended. May be called again
     * after it was broken off.
     */
    public void takeOver(String kept) throws SQLException {
        if (exists(model)) {
            for (String setting : settings()) {
                execute(setting);
            }
            setAside(kept);
        }
        renamed(name, model);
    }

    private void setAside(String kept) throws SQLException {
        execute("alter database " + Identifier.quoted(model) + " with allow_connections false");
        try {
            one(
                    "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity"
                            + " where datname = ? and pid <> pg_backend_pid()",
                    model);
            renamed(model, kept);
        } finally {
            execute("alter database " + Identifier.quoted(exists(kept) ? kept : model)
                    + " with allow_connections true");
        }
    }

    /** What belongs to the database itself and is in no dump of its contents: owner, settings, limit, privileges. */
    private List<String> settings() throws SQLException {
        String wanted = """
                select format('alter database %1$I owner to %2$I', ?, pg_get_userbyid(datdba)) from pg_database where datname = ?
                union all
                select format('alter database %1$I connection limit %2$s', ?, datconnlimit) from pg_database where datname = ?
                union all
                select format('alter %s set %s = %s',
                         case when s.setrole = 0 then format('database %I', ?)
                              else format('role %I in database %I', pg_get_userbyid(s.setrole), ?) end,
                         split_part(c, '=', 1),
                         case when split_part(c, '=', 1) in ('search_path', 'temp_tablespaces', 'session_preload_libraries', 'local_preload_libraries')
                              then substr(c, strpos(c, '=') + 1) else quote_literal(substr(c, strpos(c, '=') + 1)) end)
                from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase and d.datname = ?, unnest(s.setconfig) c
                union all
                select format('revoke all on database %I from public', ?) from pg_database where datname = ? and datacl is not null
                union all
                select format('grant %s on database %I to %s%s', a.privilege_type, ?,
                         case when a.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end,
                         case when a.is_grantable then ' with grant option' else '' end)
                from pg_database d, aclexplode(d.datacl) a where d.datname = ?
                """;
        try (PreparedStatement statement = connection.prepareStatement(wanted)) {
            List<String> values = List.of(name, model, name, model, name, name, model, name, model, name, model);
            for (int index = 0; index < values.size(); index++) {
                statement.setString(index + 1, values.get(index));
            }
            List<String> settings = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    settings.add(rows.getString(1));
                }
            }
            return settings;
        }
    }

    private void renamed(String from, String to) throws SQLException {
        execute("alter database " + Identifier.quoted(from) + " rename to " + Identifier.quoted(to));
    }

    /** Whether the server has a database of this name. */
    public boolean exists(String database) throws SQLException {
        return one("select count(*)::text from pg_database where datname = ?", database)
                .equals("1");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String one(String query, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, value);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new BackupRefused("There is no database %s on that server.".formatted(value));
                }
                return rows.getString(1);
            }
        }
    }
}
