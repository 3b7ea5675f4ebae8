package dev.tminus.app.aws;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between the SDK and the fake, and does to chosen calls what networks and AWS do. */
public final class FaultProxy implements AutoCloseable {

    /** What befalls a call. */
    public enum Fault {
        THROTTLE,
        /** The call has its effect; nobody hears of it. */
        DROP_REPLY,
        /** The call never arrives. */
        DROP_REQUEST,
        BREAK,
        /** The call has its effect, and yet the answer says that the service broke. */
        BREAK_AFTER,
        /** The call has its effect; the answer comes when nobody waits for it any more. */
        DELAY,
        /** The answer takes a moment. */
        SLOW,
        EXPIRED,
        DENIED,
        /** From now on the instance that the call names is full. */
        STORAGE_FULL,
        /** From now on the instance that the call names is being modified, and never through with it. */
        STAYS_MODIFYING
    }

    private static final int MOMENT = 5;

    private final Door door = new Door(this::pass);
    private final AtomicInteger seen = new AtomicInteger();
    private final Semaphore arrivals = new Semaphore(0);
    private final Map<Integer, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, Fault> standing = new ConcurrentHashMap<>();
    private volatile FakeAws behind;

    public FaultProxy(FakeAws behind) {
        this.behind = behind;
    }

    public String url() {
        return door.url();
    }

    /** Puts another fake behind it, and begins to count anew. */
    public void before(FakeAws other) {
        behind = other;
        lift();
        faults.clear();
        seen.set(0);
    }

    /** At the call with that number, the first being 0; once. */
    public FaultProxy at(int call, Fault fault) {
        faults.put(call, fault);
        return this;
    }

    /** At every call of an operation, until it is lifted. */
    public FaultProxy always(String operation, Fault fault) {
        standing.put(operation, fault);
        return this;
    }

    public void lift() {
        standing.clear();
    }

    public int calls() {
        return seen.get();
    }

    private void pass(HttpExchange exchange) throws IOException {
        Ask ask = Ask.of(exchange);
        arrivals.release();
        int number = seen.getAndIncrement();
        Fault fault = faults.containsKey(number) ? faults.get(number) : standing.get(ask.operation());
        if (fault == null) {
            behind.answer(ask).send(exchange);
            return;
        }
        switch (fault) {
            case THROTTLE ->
                Reply.refusal(ask, 400, "Throttling", "Rate exceeded").send(exchange);
            case EXPIRED ->
                Reply.refusal(ask, 403, "ExpiredToken", "The security token included in the request is expired")
                        .send(exchange);
            case DENIED ->
                Reply.refusal(
                                ask,
                                403,
                                "AccessDenied",
                                "User: arn:aws:iam::123456789012:user/x is not authorized to perform: %s on resource: y"
                                        .formatted(ask.permission()))
                        .send(exchange);
            case BREAK -> Reply.refusal(ask, 500, "InternalFailure", "it broke").send(exchange);
            case BREAK_AFTER -> {
                behind.answer(ask);
                Reply.refusal(ask, 500, "InternalFailure", "it broke").send(exchange);
            }
            case DROP_REQUEST -> exchange.close();
            case DROP_REPLY -> {
                behind.answer(ask);
                exchange.close();
            }
            case DELAY -> {
                Reply reply = behind.answer(ask);
                untilTheNextCall();
                exchange.getResponseHeaders().set("Connection", "close");
                reply.send(exchange);
            }
            case SLOW -> {
                Reply reply = behind.answer(ask);
                held(MOMENT, TimeUnit.MILLISECONDS);
                reply.send(exchange);
            }
            case STORAGE_FULL -> stick(ask, "storage-full").send(exchange);
            case STAYS_MODIFYING -> stick(ask, "modifying").send(exchange);
        }
    }

    private Reply stick(Ask ask, String status) {
        ask.parameters().get("DBInstanceIdentifier").ifPresent(instance -> behind.rds.stick(instance, status));
        return behind.answer(ask);
    }

    /** Whoever calls again has given up waiting. */
    private void untilTheNextCall() {
        arrivals.drainPermits();
        held(10, TimeUnit.SECONDS);
    }

    private void held(long most, TimeUnit unit) {
        try {
            arrivals.tryAcquire(most, unit);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        door.close();
    }
}
