package dev.tminus.app.aws;

import static dev.tminus.app.Outcomes.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.aws.FaultProxy.Fault;
import dev.tminus.run.Outcome;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each action declares that it may call is what it calls, and whatever is denied or has expired is named. */
class PermissionsTest {

    /** What AWS asks for beside the call itself, and why no call of its own is seen. */
    private static final Map<String, String> WITHOUT_A_CALL = Map.of(
            "rds:AddTagsToResource", "tags are given with the call that makes something",
            "iam:PassRole", "the role of an export is handed to RDS",
            "rds:CreateDBSnapshot", "a last snapshot is taken by the call that deletes",
            "kms:CreateGrant", "RDS uses the key of an export for the caller",
            "kms:DescribeKey", "RDS looks at the key of an export for the caller");

    /** Who is asked beforehand what would be denied; where that is denied too, nothing is said. */
    private static final Set<String> ASKED_OF_IAM = Set.of("sts:GetCallerIdentity", "iam:SimulatePrincipalPolicy");

    /** An action with inputs with which it does all it can. */
    private record Scene(String action, Map<String, Object> inputs) {
        @Override
        public String toString() {
            return action + " " + inputs.keySet();
        }
    }

    @TempDir
    static Path folder;

    private static FaultProxy proxy;
    private FakeAws aws;

    @BeforeAll
    static void open() {
        proxy = new FaultProxy(new FakeAws());
    }

    @AfterAll
    static void close() {
        proxy.close();
    }

    static Stream<Scene> scenes() {
        return Stream.of(
                new Scene("rds.instance", Map.of("instance", "prod")),
                new Scene("rds.events", Map.of("instance", "prod")),
                new Scene("rds.snapshot", Map.of("instance", "prod", "snapshot", "fresh")),
                new Scene("rds.restore", Map.of("snapshot", "pre", "instance", "fresh", "like", "prod")),
                new Scene("rds.restore_point_in_time", Map.of("source", "prod", "instance", "fresh", "at", "latest")),
                new Scene("rds.rename", Map.of("instance", "other", "to", "fresh")),
                new Scene("rds.swap", Map.of("instance", "prod", "with", "other", "keep_as", "fresh")),
                new Scene("rds.parameters", Map.of("group_of", "prod", "set", Map.of("work_mem", "9000"))),
                new Scene("rds.parameters", Map.of("group_of", "prod", "reset", List.of("max_connections"))),
                new Scene("rds.delete", Map.of("instance", "other", "final_snapshot", "fresh")),
                new Scene("rds.delete", Map.of("snapshot", "pre")),
                new Scene("rds.archive", Map.of("snapshot", "pre", "copy_as", "fresh")),
                new Scene(
                        "rds.archive",
                        Map.of("snapshot", "pre", "bucket", "cold", "role", "arn:aws:iam::1:role/x", "kms_key", "k")),
                new Scene(
                        "cloudwatch.metric",
                        Map.of("namespace", "AWS/RDS", "metric", "CPUUtilization", "instance", "prod")));
    }

    /** A fake with what the scenes need, everything made by this very run. */
    private AwsRun begin(Scene scene) throws Exception {
        aws = new FakeAws();
        aws.rds.instance("prod", same -> same);
        aws.metrics.value("CPUUtilization", 20.0);
        proxy.before(aws);
        done(run(Map.of("instance", "prod", "snapshot", "pre")).end("rds.snapshot"));
        done(run(Map.of("snapshot", "pre", "instance", "other", "like", "prod")).end("rds.restore"));
        done(run(Map.of("group_of", "prod", "set", Map.of("max_connections", "300")))
                .end("rds.parameters"));
        return run(scene.inputs());
    }

    private AwsRun run(Map<String, Object> inputs) {
        AwsRun run = new AwsRun(folder, proxy.url());
        inputs.forEach(run::with);
        return run;
    }

    /** The IAM actions that were called for, by a look beforehand, by the approval beside the step and by the step. */
    private Set<String> called(Scene scene) throws Exception {
        AwsRun run = begin(scene);
        int before = aws.permissions().size();
        run.action(scene.action()).probe(run.context);
        run.action(scene.action()).pending(run.context);
        done(run.end(scene.action()));
        Set<String> called = new LinkedHashSet<>(
                aws.permissions().subList(before, aws.permissions().size()));
        called.removeAll(ASKED_OF_IAM);
        aws.close();
        return called;
    }

    @Test
    void every_call_is_declared_and_every_declared_permission_is_needed() throws Exception {
        Map<String, List<Scene>> byAction = scenes().collect(Collectors.groupingBy(Scene::action));
        AwsRun any = run(Map.of());
        for (Map.Entry<String, List<Scene>> entry : byAction.entrySet()) {
            Set<String> needed = new TreeSet<>();
            for (Scene scene : entry.getValue()) {
                needed.addAll(called(scene));
            }
            Set<String> declared = any.action(entry.getKey()).permissions().stream()
                    .map(Permission::action)
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(declared).as(entry.getKey()).containsAll(needed);
            declared.removeAll(WITHOUT_A_CALL.keySet());
            assertThat(needed).as(entry.getKey()).containsAll(declared);
        }
        assertThat(byAction.keySet())
                .containsExactlyInAnyOrderElementsOf(AwsActions.all(any.access()).stream()
                        .map(action -> action.type().name())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void whatever_is_denied_is_named_and_whatever_has_expired_is_asked_about(Scene scene) throws Exception {
        AwsRun undisturbed = begin(scene);
        int before = aws.permissions().size();
        done(undisturbed.end(scene.action()));
        List<String> calls = aws.permissions().stream().skip(before).distinct().toList();
        aws.close();

        for (String call : calls) {
            String operation = call.replaceAll(".*:", "");
            assertThat(stopped(scene, operation, Fault.DENIED))
                    .contains("the IAM action %s is missing".formatted(call));
            assertThat(stopped(scene, operation, Fault.EXPIRED)).contains("ExpiredToken", "Sign in again");
        }
    }

    private String stopped(Scene scene, String operation, Fault fault) throws Exception {
        AwsRun run = begin(scene);
        proxy.always(operation, fault);
        Outcome outcome = run.end(scene.action());
        proxy.lift();
        aws.close();
        assertThat(outcome).as(scene + " " + operation).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).forPerson()).isTrue();
        return ((Outcome.Failed) outcome).reason();
    }
}
