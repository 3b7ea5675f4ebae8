package dev.tminus.notice;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A medium that writes down what it is sent, and says of it what it was told to say. */
final class RecordingNotifier implements Notifier {

    final List<Letter> letters = new ArrayList<>();
    final Deque<Reply> next = new ArrayDeque<>();

    @Override
    public String medium() {
        return "test";
    }

    @Override
    public boolean showsStanding() {
        return true;
    }

    @Override
    public boolean reconciles() {
        return true;
    }

    @Override
    public Duration betweenEdits() {
        return Duration.ofSeconds(3);
    }

    @Override
    public Reply send(Letter letter) {
        letters.add(letter);
        return next.isEmpty() ? new Reply.Delivered("begun") : next.removeFirst();
    }

    List<String> texts() {
        return letters.stream().map(letter -> letter.notice().text()).toList();
    }
}
