package dev.tomo.terminal;

import java.util.ArrayList;
import java.util.List;

/// A chat that writes down what it was asked for.
final class RecordingChat implements Chat {
    final List<String> asked = new ArrayList<>();
    final List<String> memories = new ArrayList<>();

    private String note(String what) {
        asked.add(what);
        return what;
    }

    @Override
    public void send(String text) {
        note("send " + text);
    }

    @Override
    public String startNew() {
        return note("new");
    }

    @Override
    public String systemPrompt() {
        return note("You are Tomo.\n\n# Tools\n");
    }

    @Override
    public List<String> memories() {
        return List.copyOf(memories);
    }

    @Override
    public List<String> memory(int number) {
        return List.of(note("memory " + number));
    }

    @Override
    public String remember(String text) {
        return note("remember " + text);
    }

    @Override
    public String forget(int number) {
        return note("forget " + number);
    }

    @Override
    public String undo() {
        return note("undo");
    }

    @Override
    public List<String> tools() {
        return List.of(note("tools"));
    }

    @Override
    public List<String> model() {
        return List.of(note("model"));
    }

    @Override
    public String useModel(String name) {
        return note("model " + name);
    }

    @Override
    public String explain(RuntimeException failure) {
        return "failed: " + failure.getMessage();
    }
}
