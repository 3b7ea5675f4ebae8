package dev.tminus.app.slack;

import dev.tminus.notice.Notifier.Reply;
import java.util.Optional;

/**
 * What a search for a message gave.
 *
 * @param ts its time stamp; empty text where it is not there
 */
record Sent(String channel, String ts, Optional<Reply> trouble) {

    static final Sent NOWHERE = new Sent("", "", Optional.empty());

    static Sent unknown(Optional<Reply.Later> why) {
        return new Sent("", "", why.map(later -> new Reply.Later(later.after(), later.why(), true)));
    }
}
