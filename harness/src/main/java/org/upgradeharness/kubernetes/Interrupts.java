package org.upgradeharness.kubernetes;

import java.lang.reflect.Proxy;
import java.util.List;
import org.upgradeharness.config.BrokenEnvironment;

/**
 * Helm's library takes SIGINT and SIGTERM for itself once it has been used and never gives them back: Ctrl-C would do nothing any more.
 * This takes them back, and ends the program by its shutdown hooks, as the JVM does by itself. While Helm works, Ctrl-C
 * reaches Helm, which then gives up what it does.
 */
final class Interrupts {
    private static final int BY_A_SIGNAL = 128;

    private Interrupts() {}

    /** By name and reflection, since the compiler warns of {@code sun.misc} and nothing else in Java sets a signal's handler. */
    static void takeBack() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            for (String name : List.of("INT", "TERM")) {
                Object which = signal.getConstructor(String.class).newInstance(name);
                int number = (int) signal.getMethod("getNumber").invoke(which);
                Object exits = Proxy.newProxyInstance(
                        Interrupts.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                            if (method.getName().equals("handle")) {
                                Runtime.getRuntime().exit(BY_A_SIGNAL + number);
                            }
                            return null;
                        });
                signal.getMethod("handle", signal, handler).invoke(null, which, exits);
            }
        } catch (ReflectiveOperationException e) {
            throw new BrokenEnvironment("Ctrl-C cannot be taken back from Helm on this Java: " + e, e);
        }
    }
}
