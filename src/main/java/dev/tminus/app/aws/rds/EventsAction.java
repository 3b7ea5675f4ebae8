package dev.tminus.app.aws.rds;

import dev.tminus.action.ActionContext;
import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.AwsInputs;
import dev.tminus.app.aws.Guard.May;
import dev.tminus.app.aws.Permission;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.Type;
import dev.tminus.book.Type.Simple;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DescribeEventsResponse;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.SourceType;

/** The action {@code rds.events}: what RDS says happened to an instance, such as a failover. */
final class EventsAction extends RdsAction {

    private static final int PAGES = 20;

    EventsAction(AwsAccess access) {
        super(access, type("rds.events"), List.of(new Permission("rds:DescribeEvents", "*")));
    }

    private static ActionType type(String name) {
        return new ActionType(
                name,
                "Says what happened to an instance in the time before now, oldest first; RDS keeps 14 days. Each event has at, "
                        + "message and categories (failover, low storage, maintenance ...).",
                Optional.empty(),
                List.of(
                        RdsKeys.instance("The instance"),
                        ActionType.Key.optional(
                                "last",
                                new ActionType.Shape.Leaf(Simple.DURATION),
                                "How far to look back, one hour if nothing is said. Example: last: 3h")),
                List.of(),
                RdsKeys.fields("events", new Type.ListOf(Simple.DYNAMIC), "count", Simple.INT),
                Repeat.SAFE,
                DryRun.PROBE,
                Optional.empty(),
                """
                rds.events: { instance: donations-prod, last: 3h }
                expect: '!result.events.exists(e, "failover" in e.categories)'
                """);
    }

    @Override
    Outcome look(Rds rds, ActionContext context, May may) {
        AwsInputs inputs = AwsInputs.of(context);
        String instance = inputs.required("instance");
        Instant since = access().now().minus(inputs.length("last", Duration.ofHours(1)));
        List<Object> events = new ArrayList<>();
        String marker = null;
        for (int page = 0; page == 0 || (marker != null && page < PAGES); page++) {
            String from = marker;
            DescribeEventsResponse answer = rds.call(
                    "DescribeEvents",
                    client -> client.describeEvents(ask -> ask.sourceIdentifier(instance)
                            .sourceType(SourceType.DB_INSTANCE)
                            .startTime(since)
                            .marker(from)));
            answer.events().forEach(event -> events.add(entry(event)));
            marker = answer.marker();
        }
        return Outcome.Done.of(Values.of("events", events).and("count", (long) events.size()));
    }

    private static Map<String, Object> entry(Event event) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("at", Optional.ofNullable(event.date()).orElse(Instant.EPOCH));
        entry.put("message", String.valueOf(event.message()));
        entry.put("categories", List.copyOf(event.eventCategories()));
        return entry;
    }
}
