package dev.tminus.app.cli;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.drive.DemoCommand;
import dev.tminus.app.cli.drive.RehearseCommand;
import dev.tminus.app.cli.drive.ResumeCommand;
import dev.tminus.app.cli.drive.RunCommand;
import dev.tminus.app.cli.look.AuditCommand;
import dev.tminus.app.cli.look.LogCommand;
import dev.tminus.app.cli.look.ReportCommand;
import dev.tminus.app.cli.look.RunsCommand;
import dev.tminus.app.cli.look.StatusCommand;
import dev.tminus.app.cli.look.WatchCommand;
import dev.tminus.app.cli.plan.CompareCommand;
import dev.tminus.app.cli.plan.ExplainCommand;
import dev.tminus.app.cli.plan.InitCommand;
import dev.tminus.app.cli.plan.LintCommand;
import dev.tminus.app.cli.plan.PlanCommand;
import dev.tminus.app.cli.plan.SchemaCommand;
import dev.tminus.app.cli.plan.ValidateCommand;
import dev.tminus.app.cli.request.AbortCommand;
import dev.tminus.app.cli.request.AmendCommand;
import dev.tminus.app.cli.request.AnswerCommand;
import dev.tminus.app.cli.request.ApproveCommand;
import dev.tminus.app.cli.request.ConfirmCommand;
import dev.tminus.app.cli.request.DecideCommand;
import dev.tminus.app.cli.request.DoneCommand;
import dev.tminus.app.cli.request.FailCommand;
import dev.tminus.app.cli.request.FixedCommand;
import dev.tminus.app.cli.request.HandoverCommand;
import dev.tminus.app.cli.request.PauseCommand;
import dev.tminus.app.cli.request.RejectCommand;
import dev.tminus.app.cli.request.RerunCommand;
import dev.tminus.app.cli.request.RescheduleCommand;
import dev.tminus.app.cli.request.RetryCommand;
import dev.tminus.app.cli.request.RollbackCommand;
import dev.tminus.app.cli.request.SkipCommand;
import dev.tminus.app.cli.upkeep.DoctorCommand;
import dev.tminus.app.cli.upkeep.JournalCommand;
import dev.tminus.app.cli.upkeep.ServeCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The commands by their words, in the order of the help. */
final class Verbs {

    private static final Map<String, Function<Desk, Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("init", InitCommand::new);
        ALL.put("validate", ValidateCommand::new);
        ALL.put("lint", LintCommand::new);
        ALL.put("plan", PlanCommand::new);
        ALL.put("rehearse", RehearseCommand::new);
        ALL.put("run", RunCommand::new);
        ALL.put("resume", ResumeCommand::new);
        ALL.put("runs", RunsCommand::new);
        ALL.put("status", StatusCommand::new);
        ALL.put("watch", WatchCommand::new);
        ALL.put("log", LogCommand::new);
        ALL.put("report", ReportCommand::new);
        ALL.put("compare", CompareCommand::new);
        ALL.put("audit", AuditCommand::new);
        ALL.put("approve", ApproveCommand::new);
        ALL.put("reject", RejectCommand::new);
        ALL.put("decide", DecideCommand::new);
        ALL.put("done", DoneCommand::new);
        ALL.put("fail", FailCommand::new);
        ALL.put("answer", AnswerCommand::new);
        ALL.put("confirm", ConfirmCommand::new);
        ALL.put("retry", RetryCommand::new);
        ALL.put("skip", SkipCommand::new);
        ALL.put("fixed", FixedCommand::new);
        ALL.put("pause", PauseCommand::new);
        ALL.put("abort", AbortCommand::new);
        ALL.put("rollback", RollbackCommand::new);
        ALL.put("handover", HandoverCommand::new);
        ALL.put("amend", AmendCommand::new);
        ALL.put("reschedule", RescheduleCommand::new);
        ALL.put("rerun", RerunCommand::new);
        ALL.put("doctor", DoctorCommand::new);
        ALL.put("journal", JournalCommand::new);
        ALL.put("serve", desk -> new ServeCommand());
        ALL.put("schema", SchemaCommand::new);
        ALL.put("explain", ExplainCommand::new);
        ALL.put("completion", CompletionCommand::new);
        ALL.put("demo", DemoCommand::new);
        ALL.put("warmup", WarmupCommand::new);
    }

    private Verbs() {}

    static Map<String, Function<Desk, Object>> all() {
        return ALL;
    }
}
