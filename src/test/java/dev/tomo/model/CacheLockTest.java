package dev.tomo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CacheLockTest {
    @TempDir
    Path folder;

    @Test
    void aSecondThreadWaitsUntilTheFirstIsDone() throws Exception {
        Path file = folder.resolve("a/lock");
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicInteger order = new AtomicInteger();
        Thread second;
        try (CacheLock _ = CacheLock.acquire(file, () -> {})) {
            second = Thread.ofVirtual().start(() -> {
                try (CacheLock _ = CacheLock.acquire(file, waiting::countDown)) {
                    order.compareAndSet(1, 2);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
            order.set(1);
        }
        second.join();
        assertThat(order).hasValue(2);
    }

    @Test
    void aSecondProcessWaitsUntilTheFirstIsGone() throws Exception {
        Path file = folder.resolve("lock");
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Holding.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = holder.inputReader()) {
            assertThat(said.readLine()).isEqualTo("held");
            AtomicInteger waits = new AtomicInteger();

            try (CacheLock _ = CacheLock.acquire(file, () -> {
                if (waits.incrementAndGet() == 2) {
                    holder.destroyForcibly();
                }
            })) {
                assertThat(waits.get()).isGreaterThanOrEqualTo(2);
                assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            holder.destroyForcibly();
        }
    }

    /// Takes the lock, says so, and keeps it until it is killed or its standard input ends.
    static final class Holding {
        private Holding() {}

        public static void main(String[] arguments) throws Exception {
            try (CacheLock _ = CacheLock.acquire(Path.of(arguments[0]), () -> {})) {
                System.out.println("held");
                System.in.read();
            }
        }
    }
}
