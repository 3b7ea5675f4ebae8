package dev.tminus.app.cli.plan;

import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.book.Window;

/** A window as typed. */
public final class Windows {

    private Windows() {}

    public static Window read(String text) {
        return Window.parse(text)
                .orElseThrow(() ->
                        Refusal.usage("\"%s\" is not a window; write one such as 2026-12-01T01:00[Europe/Berlin]/PT3H"
                                .formatted(text)));
    }
}
