package dev.tminus.app.cli.desk;

import dev.tminus.action.Actions;
import dev.tminus.book.Plan;
import dev.tminus.book.Runbook;
import dev.tminus.book.Template;
import dev.tminus.reader.Profile;
import dev.tminus.reader.RunbookReader;
import dev.tminus.run.RunId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Everything commands may use, made by the composition root. Nothing is opened before it is asked for, so that commands
 * that need no database touch none.
 */
public interface Backstage extends AutoCloseable {

    Map<String, String> variables();

    InstantSource clock();

    /** The operating-system user. */
    String person();

    String host();

    String version();

    /** Where Tminus keeps private files of runs and reports of faults. */
    Path stateFolder();

    RunbookReader reader(Profile profile);

    SqlAdvice sqlAdvice();

    Actions actions();

    /**
     * Opens the journal and an engine on it; the same one for the same address.
     *
     * @param journal the address given on the command line
     */
    Control control(Optional<String> journal);

    /** Where the journal is and who said so; opens nothing. */
    JournalPlace journalPlace(Optional<String> journal);

    /**
     * Delivers what the journal's outbox holds, and takes in what people answer elsewhere, until it is closed.
     *
     * @param run the run this command is about
     * @param terminal told what the person at the terminal would not see otherwise
     */
    Messages messages(Control control, RunId run, Consumer<String> terminal);

    /** An engine whose journal is gone with this process; for what nobody needs to remember. */
    Control fleeting();

    /** Loads what an open journal will need, without one. */
    int warmUp();

    LocalServer localServer();

    /** A runbook drafted from a Markdown guide. */
    String draft(byte[] markdown, String file);

    /** A runbook as a readable checklist. */
    String checklist(Runbook runbook);

    /** @param known gives a constant for a template whose value is known before the run */
    String checklist(Plan plan, UnaryOperator<Template> known);

    /** Empty where reports are not part of this program. */
    Optional<ReportWriter> reports();

    /** The demo, which tells on this terminal what it does. */
    DemoPlayer demo(Terminal terminal);

    @Override
    void close();
}
