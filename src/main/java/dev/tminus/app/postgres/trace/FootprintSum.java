package dev.tminus.app.postgres.trace;

import dev.tminus.app.postgres.trace.Footprint.Lock;
import dev.tminus.app.postgres.trace.Footprint.Rewrite;
import dev.tminus.app.postgres.trace.Footprint.Rows;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;

/** Two footprints of one statement, as the batches of a fill leave them, in one: what is counted adds up. */
final class FootprintSum {

    private FootprintSum() {}

    static Footprint of(Footprint first, Footprint next) {
        return new Footprint(
                first.statement(),
                first.ending(),
                joined(first.locks(), next.locks(), Lock::relation, FootprintSum::both),
                joined(first.rewrites(), next.rewrites(), Rewrite::relation, (one, other) -> one),
                joined(first.rows(), next.rows(), Rows::table, FootprintSum::both),
                first.walBytes() + next.walBytes(),
                Stream.of(first.tempBytes(), next.tempBytes())
                        .flatMap(Optional::stream)
                        .max(Long::compare),
                first.took().plus(next.took()));
    }

    private static <T> List<T> joined(
            List<T> first, List<T> next, Function<T, String> name, BinaryOperator<T> together) {
        Map<String, T> all = new LinkedHashMap<>();
        Stream.of(first, next).flatMap(Collection::stream).forEach(one -> all.merge(name.apply(one), one, together));
        return List.copyOf(all.values());
    }

    private static Lock both(Lock one, Lock other) {
        LockMode mode = stronger(one.mode(), other.mode());
        return new Lock(one.relation(), one.kind(), mode, one.held().plus(other.held()));
    }

    private static Rows both(Rows one, Rows other) {
        return new Rows(
                one.table(),
                stronger(one.under(), other.under()),
                one.estimate(),
                one.read() + other.read(),
                one.inserted() + other.inserted(),
                one.updated() + other.updated(),
                one.deleted() + other.deleted());
    }

    private static LockMode stronger(LockMode one, LockMode other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
