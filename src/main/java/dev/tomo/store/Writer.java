package dev.tomo.store;

import java.time.Instant;

/// A process that writes a reply, told from an earlier one with the same number by when it started.
///
/// @param pid the process's number
/// @param startedMillis when it started, in milliseconds since 1970; 0 where the system does not say
record Writer(long pid, long startedMillis) {
    // Linux derives a start from the clock's idea of the boot, which moves a little when the clock is set.
    private static final long CLOCK_DRIFT_MILLIS = 5_000;

    static Writer thisProcess() {
        ProcessHandle self = ProcessHandle.current();
        return new Writer(self.pid(), started(self));
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    static Writer parse(String written) {
        int colon = written.indexOf(':');
        return new Writer(Long.parseLong(written.substring(0, colon)), Long.parseLong(written.substring(colon + 1)));
    }

    boolean alive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> Math.abs(started(process) - startedMillis) <= CLOCK_DRIFT_MILLIS)
                .isPresent();
    }

    @Override
    public String toString() {
        return pid + ":" + startedMillis;
    }
}
