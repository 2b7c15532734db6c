package dev.tomo.cli;

import java.util.List;

/// What a [Training] runs: all that people usually do between a start and the first answers, once each, in the program
/// itself. The classes it loads are those that later starts find ready.
final class TrainingSession {
    private TrainingSession() {}

    /// @param arguments the model for a question, as after `--model`; the chat's is the one in `tomo.toml`
    public static void main(String[] arguments) {
        Surroundings surroundings = Main.surroundings(System.getenv());
        int question = Main.run(List.of("--model", arguments[0], "Are you there?"), surroundings, true);
        int chat = Main.run(List.of(), surroundings, true);
        System.exit(Math.max(question, chat));
    }
}
