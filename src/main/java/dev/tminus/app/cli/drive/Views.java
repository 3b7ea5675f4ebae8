package dev.tminus.app.cli.drive;

import dev.tminus.app.cli.desk.Desk;
import java.time.ZoneId;
import java.util.Map;

/** Chooses how a run is shown. */
public final class Views {

    private static final int WIDTH = 100;

    private static final int HEIGHT = 40;

    private Views() {}

    public static RunView of(Desk desk) {
        ZoneId zone = ZoneId.systemDefault();
        PlainView plain = new PlainView(desk.terminal, zone);
        Map<String, String> variables = desk.backstage.variables();
        boolean dumb = "dumb".equals(variables.getOrDefault("TERM", "dumb"));
        return desk.terminal.showsProgressInPlace() && !dumb
                ? new Cockpit(
                        desk.terminal, plain, new CockpitScreen(zone, size(), desk.terminal.isColoured(variables)))
                : plain;
    }

    /** As the launcher measured it. */
    private static CockpitScreen.Size size() {
        return new CockpitScreen.Size(
                Integer.getInteger("tminus.columns", WIDTH), Integer.getInteger("tminus.rows", HEIGHT));
    }
}
