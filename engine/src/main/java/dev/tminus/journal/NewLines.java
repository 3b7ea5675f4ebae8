package dev.tminus.journal;

import dev.tminus.run.RunEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines an append adds, linked to the head it expects.
 *
 * @param head the head once they are written
 */
public record NewLines(List<String> lines, List<String> hashes, Head head) {
    public static NewLines of(Append append) {
        List<String> lines = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        Head head = append.expected();
        for (RunEvent event : append.events()) {
            String line = EventCodec.RUN_EVENTS.encode(Envelope.after(append.run(), head, append.epoch()), event);
            String hash = HashChain.hash(line);
            lines.add(line);
            hashes.add(hash);
            head = new Head(head.seq() + 1, hash);
        }
        return new NewLines(List.copyOf(lines), List.copyOf(hashes), head);
    }
}
