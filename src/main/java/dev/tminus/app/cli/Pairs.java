package dev.tminus.app.cli;

import dev.tminus.book.Values;
import java.util.LinkedHashMap;
import java.util.Map;

/** NAME=VALUE pairs of the command line. */
final class Pairs {

    private Pairs() {}

    static Values values(Map<String, String> pairs) {
        return new Values(new LinkedHashMap<>(pairs));
    }
}
