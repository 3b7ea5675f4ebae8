package dev.tminus.app.cli.drive;

import dev.tminus.app.cli.desk.ExitCode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C and termination while a run is driven: counted, so that the run's own loop parks it. The JDK's signals are
 * reached by reflection, because its compiler refuses the type by name.
 */
final class Interrupts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Interrupts.class);

    private final AtomicInteger count = new AtomicInteger();
    private final Map<Object, Object> before = new LinkedHashMap<>();
    private volatile ExitCode code = ExitCode.INTERRUPTED;
    private final Runnable wake;

    private Interrupts(Runnable wake) {
        this.wake = wake;
    }

    /** @param wake called at each signal, from a thread of the JVM */
    static Interrupts watch(Runnable wake) {
        Interrupts interrupts = new Interrupts(wake);
        interrupts.handle("INT", ExitCode.INTERRUPTED);
        interrupts.handle("TERM", ExitCode.TERMINATED);
        return interrupts;
    }

    private void handle(String name, ExitCode exit) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            Object handler = Proxy.newProxyInstance(
                    handlerType.getClassLoader(),
                    new Class<?>[] {handlerType},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "handle" -> {
                            raised(exit);
                            yield null;
                        }
                        case "equals" -> proxy == arguments[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        default -> "interrupts of a run";
                    });
            Method handle = signalType.getMethod("handle", signalType, handlerType);
            before.put(signal, handle.invoke(null, signal, handler));
        } catch (ReflectiveOperationException | IllegalArgumentException unknownHere) {
            LOG.debug("No handler for {} on this JVM: the signal ends the process, tminus resume goes on", name);
        }
    }

    private void raised(ExitCode exit) {
        code = exit;
        count.incrementAndGet();
        wake.run();
    }

    int count() {
        return count.get();
    }

    ExitCode code() {
        return code;
    }

    @Override
    public void close() {
        before.forEach((signal, handler) -> {
            try {
                Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
                signal.getClass()
                        .getMethod("handle", signal.getClass(), handlerType)
                        .invoke(null, signal, handler);
            } catch (ClassNotFoundException
                    | NoSuchMethodException
                    | IllegalAccessException
                    | InvocationTargetException gone) {
                throw new IllegalStateException("a signal handler cannot be given back", gone);
            }
        });
    }
}
