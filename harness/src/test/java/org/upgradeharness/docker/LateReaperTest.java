package org.upgradeharness.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

class LateReaperTest {
    private final List<Throwable> told = new ArrayList<>();
    private final LateReaper reaper = new LateReaper((thread, thrown) -> told.add(thrown));

    @Test
    void onlyWhatTheReaperFindsGoneIsPassedOver() throws InterruptedException {
        NotFoundException gone = new NotFoundException("No such container");
        InternalServerErrorException broken = new InternalServerErrorException("no space left");
        die(DockerClientFactory.TESTCONTAINERS_THREAD_GROUP, gone);
        assertThat(told).isEmpty();
        die(DockerClientFactory.TESTCONTAINERS_THREAD_GROUP, broken);
        die(Thread.currentThread().getThreadGroup(), gone);
        assertThat(told).containsExactly(broken, gone);
    }

    private void die(ThreadGroup group, RuntimeException of) throws InterruptedException {
        Thread thread = new Thread(group, () -> {
            throw of;
        });
        thread.setUncaughtExceptionHandler(reaper);
        thread.start();
        thread.join();
    }
}
