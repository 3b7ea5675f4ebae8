package dev.tminus.app.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Gifts and their receipts in the donations database; one connection for each request. Safe for threads. */
final class Gifts {

    private final AppSettings settings;

    Gifts(AppSettings settings) {
        this.settings = settings;
    }

    /** What a donor is told of a gift. */
    record Receipt(String number, String donor, BigDecimal amount) {}

    /** Fails where the database does not answer or has no table of gifts. */
    void check() throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement("select from gifts limit 1");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
        }
    }

    /** Donor, gift and receipt in one transaction; returns the number of the receipt. */
    String create(String email, BigDecimal amount) throws SQLException {
        UUID donor = UUID.randomUUID();
        UUID gift = UUID.randomUUID();
        String number = "R-" + gift;
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            update(
                    connection,
                    "insert into donors (id, emails, \"firstName\", \"lastName\", \"updatedAt\")"
                            + " values (?, array[?], 'Web', 'Donor', now())",
                    donor,
                    email);
            giveTo(connection, gift, donor, amount);
            update(
                    connection,
                    "insert into receipts (id, number, gift_id, donor_id, amount) values (?, ?, ?, ?, ?)",
                    UUID.randomUUID(),
                    number,
                    gift,
                    donor,
                    amount);
            connection.commit();
        }
        return number;
    }

    Optional<Receipt> receipt(String number) throws SQLException {
        String sql = "select r.number, d.emails[1], r.amount from receipts r join donors d on d.id = r.donor_id"
                + " where r.number = ?";
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, number);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Receipt(rows.getString(1), rows.getString(2), rows.getBigDecimal(3)))
                        : Optional.empty();
            }
        }
    }

    /** Asks the database for its columns, as a client does that is generated from the schema. */
    private static void giveTo(Connection connection, UUID gift, UUID donor, BigDecimal amount) throws SQLException {
        boolean net;
        try (ResultSet columns = connection.getMetaData().getColumns(null, null, "gifts", "net_amount")) {
            net = columns.next();
        }
        if (net) {
            update(
                    connection,
                    "insert into gifts (id, donor_id, amount, net_amount, status, updated_at)"
                            + " values (?, ?, ?, ?, 'success', now())",
                    gift,
                    donor,
                    amount,
                    amount);
        } else {
            update(
                    connection,
                    "insert into gifts (id, donor_id, amount, status, updated_at)"
                            + " values (?, ?, ?, 'success', now())",
                    gift,
                    donor,
                    amount);
        }
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int position = 1; position <= values.length; position++) {
                statement.setObject(position, values[position - 1]);
            }
            statement.executeUpdate();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(settings.jdbcUrl(), settings.jdbcProperties());
    }
}
