package dev.tminus.app.cli.desk;

import dev.tminus.book.Values;
import java.util.LinkedHashMap;
import java.util.Map;

/** NAME=VALUE pairs of the command line. */
public final class Pairs {

    private Pairs() {}

    public static Values values(Map<String, String> pairs) {
        return new Values(new LinkedHashMap<>(pairs));
    }
}
