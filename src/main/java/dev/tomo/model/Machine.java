package dev.tomo.model;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What this computer has for running a model.
///
/// @param memory bytes in all, of the container where there is one
/// @param available bytes that programs could take now
/// @param cores that this process may use
public record Machine(long memory, long available, int cores) {
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB$");
    private static final long KIBI = 1024;

    /// The machine this process runs on.
    public static Machine here() {
        return here(Path.of("/proc/meminfo"));
    }

    /// @param memoryInformation a file as Linux writes it; elsewhere it is not there
    static Machine here(Path memoryInformation) {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long memory = system.getTotalMemorySize();
        // "Free" on Linux leaves out what the system would give back at once, which is most of it.
        long available = available(memoryInformation).orElseGet(system::getFreeMemorySize);
        return new Machine(
                memory, Math.min(memory, available), Runtime.getRuntime().availableProcessors());
    }

    private static OptionalLong available(Path file) {
        try {
            Matcher matcher = AVAILABLE.matcher(Files.readString(file));
            return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1)) * KIBI) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
