package dev.tminus.notice;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A medium that writes down what it is sent, and says of it what it was told to say. */
final class RecordingNotifier extends TestMedium {

    final List<Letter> letters = new ArrayList<>();
    final Deque<Reply> next = new ArrayDeque<>();

    @Override
    public boolean reconciles() {
        return true;
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
