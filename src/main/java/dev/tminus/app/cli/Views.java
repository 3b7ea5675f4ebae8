package dev.tminus.app.cli;

import java.time.ZoneId;

/** Chooses how a run is shown. */
final class Views {

    private Views() {}

    static RunView of(Desk desk) {
        return new PlainView(desk.terminal, ZoneId.systemDefault());
    }
}
