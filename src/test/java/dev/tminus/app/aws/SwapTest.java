package dev.tminus.app.aws;

import static dev.tminus.app.Outcomes.done;
import static dev.tminus.app.Outcomes.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.aws.FaultProxy.Fault;
import dev.tminus.run.Outcome;
import dev.tminus.run.Resource;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Instances that get other names, on a fake RDS behind a proxy that does harm. */
class SwapTest {

    @TempDir
    Path folder;

    private final FakeAws aws = new FakeAws();
    private final FaultProxy proxy = new FaultProxy(aws);

    @BeforeEach
    void instance() {
        aws.rds.instance("prod", same -> same);
    }

    @AfterEach
    void close() {
        proxy.close();
        aws.close();
    }

    private AwsRun run() {
        return new AwsRun(folder, proxy.url());
    }

    private AwsRun swap() {
        return run().with("instance", "prod").with("with", "restored").with("keep_as", "old");
    }

    private void restored() throws Exception {
        done(run().with("instance", "prod").with("snapshot", "pre").end("rds.snapshot"));
        done(run().with("snapshot", "pre")
                .with("instance", "restored")
                .with("like", "prod")
                .end("rds.restore"));
    }

    @Test
    void a_swap_gives_the_name_to_the_other_and_its_undo_gives_it_back() throws Exception {
        restored();
        String first = aws.rds.instance("prod").orElseThrow().dbiResourceId();
        String second = aws.rds.instance("restored").orElseThrow().dbiResourceId();

        Outcome swapped = swap().end("rds.swap");

        assertThat(done(swapped)).containsEntry("resource_id", second).containsEntry("status", "available");
        assertThat(aws.rds.instance("old").orElseThrow().dbiResourceId()).isEqualTo(first);
        assertThat(((Outcome.Done) swapped).created()).containsExactly(new Resource("rds instance", "old", "apply"));

        Outcome back = run().with("instance", "prod")
                .with("with", "old")
                .with("keep_as", "restored")
                .end("rds.swap");

        assertThat(done(back)).containsEntry("resource_id", first);
        assertThat(aws.rds.instances()).containsExactlyInAnyOrder("prod", "restored");
    }

    @Test
    void what_takes_the_name_is_protected_as_what_had_it() throws Exception {
        aws.rds.change("prod", instance -> instance.deletionProtection(true));
        restored();

        assertThat(done(swap().end("rds.swap"))).containsEntry("deletion_protection", true);
        assertThat(aws.rds.instance("old").orElseThrow().deletionProtection()).isTrue();
    }

    @Test
    void what_is_kept_is_listed_before_anything_is_renamed() throws Exception {
        restored();
        AwsRun swap = swap();

        Outcome first = swap.action("rds.swap").perform(swap.context);

        assertThat(((Outcome.NotYet) first).created()).containsExactly(new Resource("rds instance", "old", "apply"));
        assertThat(aws.rds.instances()).containsExactlyInAnyOrder("prod", "restored");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"THROTTLE", "DROP_REPLY", "DROP_REQUEST", "BREAK", "BREAK_AFTER"})
    void a_swap_goes_on_from_any_of_its_points(Fault fault) throws Exception {
        restored();
        String second = aws.rds.instance("restored").orElseThrow().dbiResourceId();
        int before = proxy.calls();
        for (int call = 0; call < 40; call += 3) {
            proxy.at(before + call, fault);
        }

        assertThat(done(swap().end("rds.swap"))).containsEntry("resource_id", second);
        assertThat(aws.rds.instances()).containsExactlyInAnyOrder("prod", "old");
    }

    @Test
    void a_later_attempt_goes_on_where_a_swap_stopped_half_way() throws Exception {
        restored();
        AwsRun first = swap();
        while (aws.rds.instance("old").isEmpty()) {
            first.context.earlier(((Outcome.NotYet) first.action("rds.swap").perform(first.context)).progress());
        }

        AwsRun later = swap();
        later.context.attempt(2);

        assertThat(done(later.end("rds.swap"))).containsEntry("status", "available");
        assertThat(aws.rds.instances()).containsExactlyInAnyOrder("prod", "old");
    }

    @Test
    void an_instance_that_stays_modifying_is_waited_for_and_left_alone() throws Exception {
        aws.rds.instance("restored", same -> same);
        aws.rds.change("prod", instance -> instance.dbInstanceStatus("modifying"));
        AwsRun swap = swap();

        for (int look = 0; look < 30; look++) {
            Outcome outcome = swap.action("rds.swap").perform(swap.context);
            swap.context.earlier(((Outcome.NotYet) outcome).progress());
        }
        assertThat(aws.calls()).doesNotContain("ModifyDBInstance");
    }

    @Test
    void a_name_is_changed() throws Exception {
        assertThat(done(run().with("instance", "prod").with("to", "renamed").end("rds.rename")))
                .containsEntry("status", "available");
        assertThat(aws.rds.instances()).containsExactly("renamed");
        assertThat(reason(run().with("instance", "prod").with("to", "renamed").end("rds.rename")))
                .contains("no RDS instance prod");
    }
}
