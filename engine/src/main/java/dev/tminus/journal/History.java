package dev.tminus.journal;

import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import java.util.ArrayList;
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
        List<RunEvent> events = new ArrayList<>();
        Head head = from;
        for (String line : lines) {
            EventCodec.Decoded<RunEvent> decoded = decoded(run, from, lines, to, line);
            if (!decoded.envelope().follows(run, head)) {
                throw broken(run, from, lines, to);
            }
            events.add(decoded.event());
            head = new Head(head.seq() + 1, HashChain.hash(line));
        }
        if (!head.equals(to)) {
            throw broken(run, from, lines, to);
        }
        return new History(events, lines, to);
    }

    /** A line that was damaged is a break of the chain; one that only this program cannot read is not. */
    private static EventCodec.Decoded<RunEvent> decoded(
            RunId run, Head from, List<String> lines, Head to, String line) {
        try {
            return EventCodec.RUN_EVENTS.decode(line);
        } catch (UnreadableEventException e) {
            if (HashChain.verify(run.value(), from, lines.iterator(), to).isPresent()) {
                throw broken(run, from, lines, to);
            }
            throw e;
        }
    }

    private static BrokenChainException broken(RunId run, Head from, List<String> lines, Head to) {
        return new BrokenChainException(
                run, HashChain.verify(run.value(), from, lines.iterator(), to).orElseThrow());
    }
}
