package dev.tomo.cli;

import dev.tomo.store.SessionRecord;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tomo sessions`: what was talked about.
@Command(name = "sessions", description = "Past conversations.")
final class SessionsCommand implements Runnable {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final int SHOWN = 50;

    private final App app;

    @Mixin
    private final Output output = new Output();

    SessionsCommand(App app) {
        this.app = app;
    }

    @Override
    public void run() {
        list(SHOWN, output);
    }

    @Command(name = "list", description = "List the last ones; --resume ID goes on with one.")
    void list(
            @Option(names = "--limit", defaultValue = "" + SHOWN, description = "At most so many (default: 50).")
                    int limit,
            @Mixin Output how) {
        List<SessionRecord> sessions = app.transcript().sessions(limit);
        how.print(
                app.surroundings().out(),
                Map.of("sessions", sessions.stream().map(SessionsCommand::json).toList()),
                sessions.isEmpty()
                        ? List.of("No conversation yet. ./tomo begins one.")
                        : sessions.stream().map(SessionsCommand::line).toList());
    }

    private static String line(SessionRecord session) {
        return session.id() + "  " + MINUTE.format(session.started()) + "  " + session.model() + "  " + session.title();
    }

    private static Map<String, Object> json(SessionRecord session) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", session.id());
        fields.put("started", session.started().toString());
        fields.put("title", session.title());
        fields.put("model", session.model());
        fields.put("dialect", session.dialect());
        fields.put("tainted", session.tainted());
        return fields;
    }
}
