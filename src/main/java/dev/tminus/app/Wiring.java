package dev.tminus.app;

import dev.tminus.action.Actions;
import dev.tminus.action.StepAction;
import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.Pauses;
import dev.tminus.app.aws.secret.AwsSecrets;
import dev.tminus.app.cli.desk.Backstage;
import dev.tminus.app.cli.desk.Control;
import dev.tminus.app.cli.desk.DemoPlayer;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.JournalPlace;
import dev.tminus.app.cli.desk.LocalServer;
import dev.tminus.app.cli.desk.Messages;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.app.cli.desk.ReportWriter;
import dev.tminus.app.cli.desk.SqlAdvice;
import dev.tminus.app.cli.desk.Terminal;
import dev.tminus.app.demo.Demo;
import dev.tminus.app.embedded.EmbeddedServerException;
import dev.tminus.app.guide.DraftRunbook;
import dev.tminus.app.guide.GuideException;
import dev.tminus.app.guide.MarkdownChecklist;
import dev.tminus.app.postgres.compare.SchemaSurroundings;
import dev.tminus.app.postgres.rollback.DatabaseCopies;
import dev.tminus.app.secrets.LocalSecrets;
import dev.tminus.app.settings.Settings;
import dev.tminus.app.settings.SettingsException;
import dev.tminus.app.shell.RunAction;
import dev.tminus.app.shell.StandInAction;
import dev.tminus.app.shell.Supervisor;
import dev.tminus.book.Plan;
import dev.tminus.book.Runbook;
import dev.tminus.book.Template;
import dev.tminus.engine.Engine;
import dev.tminus.engine.EngineSettings;
import dev.tminus.journal.InMemoryJournal;
import dev.tminus.journal.Journal;
import dev.tminus.reader.PlanText;
import dev.tminus.reader.Profile;
import dev.tminus.reader.RunbookReader;
import dev.tminus.run.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** The one place where the parts are made and put together; each when it is first asked for. Belongs to one command. */
public final class Wiring implements Backstage {

    private final Map<String, String> variables;
    private final Consumer<String> warn;
    private final InstantSource clock = InstantSource.system();
    private final Settings settings;
    private final JournalSite journals;
    private final Map<Profile, RunbookReader> readers = new HashMap<>();
    private final Map<String, Control> controls = new HashMap<>();
    private final Deque<Runnable> atClose = new ArrayDeque<>();
    private final AwsAccess aws;
    private @Nullable Actions actions;

    /**
     * @param folder where the command was started
     * @param warn told what the person should know although it stops nothing
     */
    public Wiring(Map<String, String> variables, Path folder, Consumer<String> warn) {
        this.variables = Map.copyOf(variables);
        this.warn = warn;
        this.aws = new AwsAccess(this.variables, clock, Pauses.AWS);
        this.settings = new Settings(variables, folder);
        this.journals = new JournalSite(settings, this.variables, person());
    }

    @Override
    public Map<String, String> variables() {
        return variables;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public String person() {
        return System.getProperty("user.name");
    }

    @Override
    public String host() {
        return Machine.HOST;
    }

    /** The version stands in the jar's manifest; classes that are not in a jar have none. */
    @Override
    public String version() {
        return Objects.requireNonNullElse(Wiring.class.getPackage().getImplementationVersion(), "(not packaged)");
    }

    @Override
    public Path stateFolder() {
        return settings.stateFolder();
    }

    @Override
    public synchronized RunbookReader reader(Profile profile) {
        return readers.computeIfAbsent(
                profile, wanted -> new RunbookReader(actions().types(), wanted));
    }

    @Override
    public SqlAdvice sqlAdvice() {
        return new RiskAdvice();
    }

    @Override
    public synchronized Actions actions() {
        if (actions == null) {
            Supervisor supervisor = new Supervisor(stateFolder(), variables);
            atClose.push(supervisor::close);
            RunAction run = new RunAction(supervisor);
            List<StepAction> all = new ArrayList<>(ShippedActions.all(run, clock, aws));
            ServiceLoader.load(StepAction.class).forEach(all::add);
            actions = new Actions(
                            all,
                            (type, executable) -> new StandInAction(type, executable, run),
                            new SchemaSurroundings())
                    .copying(new DatabaseCopies());
        }
        return actions;
    }

    @Override
    public JournalPlace journalPlace(Optional<String> option) {
        return refusing(() -> journals.place(option));
    }

    @Override
    public Control control(Optional<String> option) {
        return controls.computeIfAbsent(
                option.orElse(""), same -> refusing(() -> control(journals.open(option, clock, atClose::push))));
    }

    @Override
    public Control fleeting() {
        return control(new InMemoryJournal(clock));
    }

    private Control control(Journal journal) {
        atClose.push(journal::close);
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "step");
            thread.setDaemon(true);
            return thread;
        });
        atClose.push(threads::shutdownNow);
        EngineSettings engine = new EngineSettings(
                Machine.holder(),
                clock,
                stateFolder().resolve("runs"),
                lease(),
                EngineSettings.BATCH,
                "tminus " + version());
        return new Control(
                journal,
                new Engine(
                        journal,
                        text -> new PlanText(reader(Profile.TEAM)).read(text),
                        actions(),
                        new LocalSecrets(variables, new AwsSecrets(aws), warn),
                        engine,
                        threads));
    }

    @Override
    public Messages messages(Control control, RunId run, Consumer<String> terminal) {
        return new Post(control, run, variables, terminal, warn);
    }

    /** Set shorter by tests that let a lease run out. */
    private static Duration lease() {
        return set("tminus.lease", EngineSettings.LEASE);
    }

    static Duration set(String property, Duration otherwise) {
        return Optional.ofNullable(System.getProperty(property))
                .map(Duration::parse)
                .orElse(otherwise);
    }

    /** What the adapters refuse in their own words, in the words of the command line. */
    static <T> T refusing(Supplier<T> work) {
        try {
            return work.get();
        } catch (EmbeddedServerException | SettingsException stopped) {
            throw new Refusal(ExitCode.NOT_STARTED, stopped.getMessage(), stopped);
        }
    }

    @Override
    public int warmUp() {
        return JarClasses.load(List.of(Wiring.class, Engine.class, Driver.class));
    }

    @Override
    public LocalServer localServer() {
        return new OwnServer(refusing(journals::server));
    }

    @Override
    public String draft(byte[] markdown, String file) {
        try {
            return DraftRunbook.of(markdown, file);
        } catch (GuideException unreadable) {
            throw new Refusal(ExitCode.USAGE, unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public String checklist(Runbook runbook) {
        return MarkdownChecklist.of(runbook);
    }

    @Override
    public String checklist(Plan plan, UnaryOperator<Template> known) {
        return MarkdownChecklist.of(plan, known);
    }

    @Override
    public Optional<ReportWriter> reports() {
        return Optional.of(new Reports(new dev.tminus.app.report.ReportWriter()));
    }

    @Override
    public DemoPlayer demo(Terminal terminal) {
        return (folder, failing, keep) ->
                new Demo(new DemoStage(terminal, variables), variables, folder, clock.instant()).play(failing, keep);
    }

    @Override
    public void close() {
        while (!atClose.isEmpty()) {
            atClose.pop().run();
        }
    }
}
