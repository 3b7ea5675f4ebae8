package dev.tminus.app.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How many rows the ten tables hold, and a checksum over every value in them but those of the column that the migration
 * adds: the same before a change and after going back from it.
 */
record Contents(long rows, String checksum) {

    static Contents of(Connection connection) throws SQLException {
        String each = DonationsTables.NAMES.stream()
                .map(table ->
                        "select '%1$s' || coalesce(sum(hashtextextended((to_jsonb(t) - 'net_amount')::text, 0)), 0) as sum, count(*) as rows from %1$s t"
                                .formatted(table))
                .collect(Collectors.joining(" union all "));
        String all = "select sum(rows), md5(string_agg(sum, ',' order by sum)) from (%s) as tables".formatted(each);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(all)) {
            row.next();
            return new Contents(row.getLong(1), row.getString(2));
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%d tables, %,d rows, checksum %s", DonationsTables.NAMES.size(), rows, checksum);
    }
}
