package dev.tminus.notice;

import java.time.Duration;

/** A medium called {@code test} that shows how a run stands, as chats do. */
abstract class TestMedium implements Notifier {

    @Override
    public String medium() {
        return "test";
    }

    @Override
    public boolean showsStanding() {
        return true;
    }

    @Override
    public Duration betweenEdits() {
        return Duration.ofSeconds(3);
    }
}
