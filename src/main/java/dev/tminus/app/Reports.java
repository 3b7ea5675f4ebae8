package dev.tminus.app;

import dev.tminus.app.cli.desk.ReportWriter;
import dev.tminus.engine.Engine;
import java.time.Instant;
import java.util.Set;

/** The writer of reports, as the command line knows it. */
record Reports(dev.tminus.app.report.ReportWriter writer) implements ReportWriter {
    @Override
    public Set<String> formats() {
        return writer.formats();
    }

    @Override
    public String write(Engine.Standing run, String format, Instant now) {
        return writer.write(run, format, now);
    }
}
