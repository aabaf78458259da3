package org.upgradeharness.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import org.testcontainers.DockerClientFactory;

/**
 * Where Ryuk is off, Testcontainers removes containers in a hook at the end of the program, and so does the run itself. Whichever
 * comes second finds them gone or going; of that alone nobody is told. Everything else goes to the handler that was there.
 */
final class LateReaper implements Thread.UncaughtExceptionHandler {
    private final Thread.UncaughtExceptionHandler otherwise;

    LateReaper(Thread.UncaughtExceptionHandler otherwise) {
        this.otherwise = otherwise;
    }

    /** Begins to listen; again is no harm. */
    static synchronized void expect() {
        Thread.UncaughtExceptionHandler now = Thread.getDefaultUncaughtExceptionHandler();
        if (!(now instanceof LateReaper)) {
            Thread.setDefaultUncaughtExceptionHandler(new LateReaper(now));
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        boolean reaper = thread.getThreadGroup() == DockerClientFactory.TESTCONTAINERS_THREAD_GROUP;
        if (reaper && (thrown instanceof NotFoundException || thrown instanceof ConflictException)) {
            return;
        }
        if (otherwise != null) {
            otherwise.uncaughtException(thread, thrown);
        } else {
            System.err.print("Exception in thread \"" + thread.getName() + "\" ");
            thrown.printStackTrace(System.err);
        }
    }
}
