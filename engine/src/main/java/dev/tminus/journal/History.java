package dev.tminus.journal;

import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import java.util.List;

/**
 * Events of a run as they were read, with the lines they were read from.
 *
 * @param head where the run's list ends
 */
public record History(List<RunEvent> events, List<String> lines, Head head) {
    public History {
        events = List.copyOf(events);
        lines = List.copyOf(lines);
    }

    /**
     * Checks lines and reads them.
     *
     * @throws BrokenChainException when the lines do not lead from one head to the other
     */
    public static History of(RunId run, Head from, List<String> lines, Head to) {
        HashChain.verify(run.value(), from, lines.iterator(), to).ifPresent(found -> {
            throw new BrokenChainException(run, found);
        });
        List<RunEvent> events = lines.stream()
                .map(line -> EventCodec.RUN_EVENTS.decode(line).event())
                .toList();
        return new History(events, lines, to);
    }
}
