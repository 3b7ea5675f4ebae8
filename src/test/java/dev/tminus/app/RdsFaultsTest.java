package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.RdsVoyage.Ended;
import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.AwsActions;
import dev.tminus.app.aws.FakeAws;
import dev.tminus.app.aws.FaultProxy;
import dev.tminus.app.aws.FaultProxy.Fault;
import dev.tminus.app.aws.Pauses;
import dev.tminus.app.aws.Permission;
import dev.tminus.app.aws.secret.AwsSecrets;
import dev.tminus.run.Asked;
import dev.tminus.run.Resource;
import dev.tminus.run.RunState;
import dev.tminus.run.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The donations runbook on RDS with each fault at each call of AWS, on the way forward, on the way back to the snapshot
 * and through the remedy: it ends right, if need be after a clear question, never takes two snapshots, and has listed
 * whatever it leaves.
 */
class RdsFaultsTest {

    private static final String INSTANCE = "donations-demo";

    /**
     * Of the calls that only look, at every how many a fault is tried; at all others all are. With
     * -Dtminus.faults=1 at every call, which takes some minutes.
     */
    private static final int STRIDE = Integer.getInteger("tminus.faults", 50);

    /** What passes by itself, without a wait in this process. */
    private static final List<Fault> PASSING =
            List.of(Fault.THROTTLE, Fault.DROP_REPLY, Fault.DROP_REQUEST, Fault.BREAK, Fault.BREAK_AFTER);

    /** How many voyages meet faults at random. */
    private static final int VOYAGES = STRIDE == 1 ? 100 : 2;

    private static final Duration SHORT = Duration.ofMillis(250);
    private static final Duration LONG = Duration.ofSeconds(30);

    /** From where to where a run goes. */
    private record Way(String name, RunStatus end, Map<String, Object> answers) {}

    private static final Way BACK = new Way(
            "back",
            RunStatus.ROLLED_BACK,
            Map.of("open", Map.of("option", "back"), "fm_path", Map.of("option", "restore")));
    private static final Way FORWARD = new Way("forward", RunStatus.SUCCEEDED, Map.of());
    private static final Way REMEDY =
            new Way("remedy", RunStatus.SUCCEEDED, Map.of("load_stays", Map.of("rollback", "slow")));
    private static final List<Way> WAYS = List.of(BACK, FORWARD, REMEDY);

    @TempDir
    static Path folder;

    private static final Map<Way, List<String>> CALLS = new HashMap<>();
    private static FaultProxy proxy;
    private static RdsSea patient;
    private static RdsSea hurried;

    @BeforeAll
    static void undisturbed() throws Exception {
        proxy = new FaultProxy(new FakeAws());
        Map<String, String> variables = new HashMap<>(FakeAws.CREDENTIALS);
        variables.put("AWS_ENDPOINT_URL", proxy.url());
        patient = new RdsSea(folder, variables, LONG);
        hurried = new RdsSea(folder, variables, SHORT);
        for (Way way : WAYS) {
            try (FakeAws aws = aws(way)) {
                Ended run = sail(aws, way, patient);
                assertThat(run.state().status()).as(way.name()).isEqualTo(way.end());
                assertThat(run.questions()).as(way.name()).isEmpty();
                CALLS.put(way, aws.permissions());
            }
        }
    }

    @AfterAll
    static void close() {
        proxy.close();
    }

    private static FakeAws aws(Way way) {
        FakeAws aws = new FakeAws();
        aws.rds.instance(INSTANCE, same -> same);
        aws.keeper.keep("donations/demo/database-url", "postgresql://u:p@127.0.0.1/none");
        aws.metrics.value("ReadLatency", 0.001);
        aws.metrics.value("SwapUsage", 0.0);
        aws.metrics.values(
                "CPUUtilization", way.equals(REMEDY) ? new Double[] {20.0, 99.0, 20.0} : new Double[] {20.0});
        proxy.before(aws);
        return aws;
    }

    private static Ended sail(FakeAws aws, Way way, RdsSea sea) throws Exception {
        return new RdsVoyage(sea, DonationsSite.answers(way.answers()), state -> {
                    requireListed(aws, state);
                    proxy.lift();
                    aws.rds.putRight();
                })
                .sail();
    }

    /** Everything but the original, under whatever name, and the archive, which is meant to stay. */
    private static void requireListed(FakeAws aws, RunState state) {
        List<String> there = Stream.concat(aws.rds.instances().stream(), aws.rds.snapshots().stream())
                .filter(name -> !name.equals(INSTANCE) && !name.contains("-archive-"))
                .toList();
        assertThat(state.resources()).extracting(Resource::name).containsAll(there);
    }

    private static boolean changes(String call) {
        return !call.matches("rds:Describe.*|cloudwatch:Get.*");
    }

    /** The calls of a way at which the fault is tried; what it has in common with the way before is tried there. */
    private static int[] positions(Way way, Fault fault) {
        List<String> calls = CALLS.get(way);
        List<String> before = way.equals(BACK) ? List.of() : CALLS.get(WAYS.get(WAYS.indexOf(way) - 1));
        int some = List.of(Fault.values()).indexOf(fault) % STRIDE;
        int from = shared(calls, before);
        int to = calls.size() - shared(reversed(calls), reversed(before));
        return IntStream.range(from, to)
                .filter(at -> at % STRIDE == some || (changes(calls.get(at)) && fault != Fault.SLOW))
                .toArray();
    }

    private static int shared(List<String> calls, List<String> others) {
        int same = 0;
        while (same < Math.min(calls.size(), others.size()) && calls.get(same).equals(others.get(same))) {
            same++;
        }
        return same;
    }

    private static List<String> reversed(List<String> calls) {
        List<String> copy = new ArrayList<>(calls);
        Collections.reverse(copy);
        return copy;
    }

    @Test
    void no_way_calls_for_what_is_not_in_the_policy() {
        AwsAccess access = new AwsAccess(Map.of(), InstantSource.system(), Pauses.AWS);
        List<String> declared = Stream.concat(
                        AwsActions.all(access).stream().flatMap(action -> action.permissions().stream()),
                        AwsSecrets.PERMISSIONS.stream())
                .map(Permission::action)
                .toList();

        assertThat(CALLS.values().stream().flatMap(List::stream).distinct())
                .hasSizeGreaterThan(15)
                .isSubsetOf(declared);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_fault_at_any_call_ends_right_or_with_a_clear_question_and_makes_nothing_twice(Fault fault) throws Exception {
        for (Way way : WAYS) {
            for (int at : positions(way, fault)) {
                String call = CALLS.get(way).get(at);
                String where = "%s at call %d of the way %s, %s".formatted(fault, at, way.name(), call);
                try (FakeAws aws = aws(way)) {
                    proxy.at(at, fault);
                    Ended run = sailed(aws, way, fault, where);
                    requireRight(run, aws, way, where);
                    requireClear(run.questions(), fault, call, where);
                }
            }
        }
    }

    static List<Way> ways() {
        return WAYS;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void faults_at_one_call_in_three_end_right_too(Way way) throws Exception {
        for (int seed = 0; seed < VOYAGES; seed++) {
            Random random = new Random(seed);
            String where = "seed %d of the way %s".formatted(seed, way.name());
            try (FakeAws aws = aws(way)) {
                for (int at = 0; at < 3 * CALLS.get(way).size(); at++) {
                    if (random.nextInt(3) == 0) {
                        proxy.at(at, PASSING.get(random.nextInt(PASSING.size())));
                    }
                }
                Ended run = sailed(aws, way, Fault.BREAK, where);
                requireRight(run, aws, way, where);
                assertThat(run.questions()).as(where).isEmpty();
            }
        }
    }

    private static Ended sailed(FakeAws aws, Way way, Fault fault, String where) throws Exception {
        try {
            return sail(aws, way, fault == Fault.DELAY ? hurried : patient);
        } catch (AssertionError failed) {
            throw new AssertionError(where + ": " + failed.getMessage(), failed);
        }
    }

    private static void requireRight(Ended run, FakeAws aws, Way way, String where) {
        assertThat(run.state().status()).as(where).isEqualTo(way.end());
        assertThat(aws.rds.snapshotsMade()).as(where).doesNotHaveDuplicates();
        assertThat(aws.rds.snapshotsMade().stream().filter(name -> name.contains("-pre-")))
                .as(where)
                .hasSize(1);
        requireListed(aws, run.state());
    }

    /** Nobody is asked about what passes; about what does not, in words that say what to do. */
    private static void requireClear(List<Asked> questions, Fault fault, String call, String where) {
        assertThat(questions)
                .as(where)
                .hasSizeLessThanOrEqualTo(1)
                .extracting(Asked::detail)
                .allMatch(detail -> switch (fault) {
                    case THROTTLE, DROP_REPLY, DROP_REQUEST, BREAK, BREAK_AFTER, DELAY, SLOW -> false;
                    case EXPIRED -> detail.contains("Sign in again");
                    case DENIED -> detail.contains("the IAM action %s is missing".formatted(call));
                    case STORAGE_FULL -> detail.contains("is storage-full");
                    case STAYS_MODIFYING -> detail.contains("its status was still ");
                });
    }
}
