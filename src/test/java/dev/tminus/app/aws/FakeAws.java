package dev.tminus.app.aws;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small AWS on this machine: it speaks the protocols that the SDK speaks, over HTTP, and remembers every call. */
public final class FakeAws implements AutoCloseable {

    public static final Map<String, String> CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test-secret", "AWS_REGION", "eu-central-1");

    public final FakeRds rds;
    public final FakeKeeper keeper = new FakeKeeper();
    public final FakeMetrics metrics = new FakeMetrics();

    private final List<Ask> asked = new CopyOnWriteArrayList<>();
    private final Door door = new Door(exchange -> answer(Ask.of(exchange)).send(exchange));

    public FakeAws() {
        this(Databases.NONE);
    }

    public FakeAws(Databases databases) {
        rds = new FakeRds(databases);
    }

    public String url() {
        return door.url();
    }

    /** The operations that were asked for, in order: {@code CreateDBSnapshot}. */
    public List<String> calls() {
        return asked.stream().map(Ask::operation).toList();
    }

    /** The IAM actions that the calls needed, in order: {@code rds:CreateDBSnapshot}. */
    public List<String> permissions() {
        return asked.stream().map(Ask::permission).toList();
    }

    Reply answer(Ask ask) {
        asked.add(ask);
        try {
            if (ask.isJson()) {
                return Reply.json(keeper.answer(ask.operation(), ask.text()));
            }
            return ask.isCbor()
                    ? Reply.cbor(metrics.answer(ask.operation(), ask.body()))
                    : Reply.xml(QueryXml.answer(ask.operation(), rds.answer(ask.parameters())));
        } catch (Refusal refusal) {
            return Reply.refusal(ask, refusal.status, refusal.code, String.valueOf(refusal.getMessage()));
        } catch (RuntimeException broken) {
            broken.printStackTrace();
            return Reply.refusal(ask, 500, "InternalFailure", broken.toString());
        }
    }

    @Override
    public void close() {
        door.close();
    }
}
