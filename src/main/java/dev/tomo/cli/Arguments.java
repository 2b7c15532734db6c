package dev.tomo.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The command line of a chat, read without a library so that a chat starts at once.
///
/// @param question the words that are no options, joined by blanks; blank: a conversation
/// @param model what follows `--model`
/// @param temporary nothing is read from memory and nothing is written
/// @param resume which session goes on: an id, or the last one
/// @param debug failures show where they come from
record Arguments(
        String question,
        Optional<String> model,
        boolean temporary,
        Optional<Resume> resume,
        boolean reasoning,
        boolean raw,
        boolean debug) {

    /// A session that goes on.
    ///
    /// @param id empty: the last one
    record Resume(Optional<String> id) {}

    static final String USAGE = """
            usage: tomo [options]                 chat
                   tomo [options] QUESTION…       answer once; also: … | tomo QUESTION
                   tomo COMMAND …                 memory, prompt, tools, models, sessions, call, conformance, cache
                   tomo test                      run every test

              --model NAME|URL#NAME   which model answers
              --temporary             read nothing from memory, write nothing
              --continue              go on with the last session
              --resume ID             go on with a session of './tomo sessions list'
              --reasoning             show the model's reasoning
              --raw                   do not make control characters visible
              --debug                 show where a failure comes from
              --version, --help
            """;

    /// @throws UserException for an unknown option or a missing value
    static Arguments parse(List<String> arguments) {
        List<String> words = new ArrayList<>();
        Optional<String> model = Optional.empty();
        Optional<Resume> resume = Optional.empty();
        boolean temporary = false;
        boolean reasoning = false;
        boolean raw = false;
        boolean debug = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            String name = equals < 0 ? argument : argument.substring(0, equals);
            switch (name) {
                case "--model", "-m", "--resume" -> {
                    if (equals < 0 && i + 1 == arguments.size()) {
                        throw usage(name + " needs a value");
                    }
                    String value = equals < 0 ? arguments.get(++i) : argument.substring(equals + 1);
                    if (name.equals("--resume")) {
                        resume = Optional.of(new Resume(Optional.of(value)));
                    } else {
                        model = Optional.of(value);
                    }
                }
                case "--temporary" -> temporary = true;
                case "--continue", "-c" -> resume = Optional.of(new Resume(Optional.empty()));
                case "--reasoning" -> reasoning = true;
                case "--raw" -> raw = true;
                case "--debug" -> debug = true;
                case "--" -> {
                    words.addAll(arguments.subList(i + 1, arguments.size()));
                    i = arguments.size();
                }
                default -> {
                    if (argument.startsWith("-") && argument.length() > 1 && words.isEmpty()) {
                        throw usage("unknown option '" + argument + "'; './tomo --help' lists them");
                    }
                    words.add(argument);
                }
            }
        }
        return new Arguments(String.join(" ", words), model, temporary, resume, reasoning, raw, debug);
    }

    private static UserException usage(String line) {
        return new UserException(UserException.Kind.USAGE, line);
    }
}
