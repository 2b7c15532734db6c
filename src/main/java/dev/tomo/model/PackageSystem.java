package dev.tomo.model;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/// The program that installs software on this system, so that advice can be a command to copy.
enum PackageSystem {
    APT("apt-get", "sudo apt install python3 python3-venv"),
    DNF("dnf", "sudo dnf install python3"),
    PACMAN("pacman", "sudo pacman -S python"),
    ZYPPER("zypper", "sudo zypper install python3"),
    APK("apk", "apk add python3"),
    BREW("brew", "brew install python"),
    UNKNOWN("", "install Python from https://www.python.org/downloads/");

    private final String program;
    private final String python;

    PackageSystem(String program, String python) {
        this.program = program;
        this.python = python;
    }

    /// The first one found on `PATH`.
    static PackageSystem of(Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", "");
        return Arrays.stream(values())
                .filter(system -> system != UNKNOWN && onPath(path, system.program))
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static boolean onPath(String path, String program) {
        return Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /// The command that installs Python 3 with its venv module, without `sudo` for who needs none.
    String installPython(boolean root) {
        return root && python.startsWith("sudo ") ? python.substring("sudo ".length()) : python;
    }
}
