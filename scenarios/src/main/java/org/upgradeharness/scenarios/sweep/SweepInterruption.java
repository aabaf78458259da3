package org.upgradeharness.scenarios.sweep;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.run.RunSetup;

/** Ctrl-C in a sweep: everything that it made is taken away, what was judged is kept, and the exit code says that it is not whole. */
final class SweepInterruption {
    private static final int BROKEN = 3;
    /** Getting images may take longer; what that leaves is removed by the next start. */
    private static final Duration OPENING = Duration.ofSeconds(60);

    private final Path folder;
    private final IntConsumer leave;
    private final CompletableFuture<RunSetup> open = new CompletableFuture<>();
    private volatile boolean begun;

    SweepInterruption(Path folder, IntConsumer leave) {
        this.folder = folder;
        this.leave = leave;
    }

    int during(Supplier<RunSetup> opening, ToIntFunction<RunSetup> sweep) {
        Thread hook = new Thread(this::interrupt, "interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        try (RunSetup setup = opened(opening)) {
            return sweep.applyAsInt(setup);
        } finally {
            withdraw(hook);
        }
    }

    /** What fails because its containers are taken away is not told: the hook says what happens and ends the process. */
    private static void withdraw(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            joined(hook);
        }
    }

    private static void joined(Thread hook) {
        try {
            hook.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RunSetup opened(Supplier<RunSetup> opening) {
        try {
            RunSetup setup = opening.get();
            open.complete(setup);
            return setup;
        } catch (RuntimeException e) {
            open.completeExceptionally(e);
            throw e;
        }
    }

    /**
     * Ends a sweep at the point that was judged: no other one is begun while its containers are removed.
     *
     * @throws BrokenEnvironment if the sweep is interrupted
     */
    void demandNone() {
        if (begun) {
            throw new BrokenEnvironment("The sweep is interrupted.");
        }
    }

    private void interrupt() {
        begun = true;
        PrintStream err = System.err;
        err.println("\nupgrade: interrupted; removing what the sweep made");
        try {
            open.get(OPENING.toSeconds(), TimeUnit.SECONDS).close();
        } catch (BrokenEnvironment | TimeoutException e) {
            err.println("upgrade: not everything could be removed; the next start does it: " + e.getMessage());
        } catch (ExecutionException e) {
            err.println("upgrade: " + e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        err.println("upgrade: what was judged is kept in " + folder + "; the same command goes on there");
        err.flush();
        // A shutdown hook cannot change the exit code of the signal in any other way.
        leave.accept(BROKEN);
    }
}
