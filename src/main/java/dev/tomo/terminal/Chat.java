package dev.tomo.terminal;

import java.util.List;

/// What a chat needs from the rest of the program. Everything here may block until what it needs is ready, and is
/// called from one thread at a time; interrupting that thread cancels, and the call then returns soon.
///
/// What goes wrong in a way that the person can understand is part of what is returned, or is shown by the listener;
/// an exception is for what nobody expected.
public interface Chat {
    /// Sends a message and returns when the turn has ended, however it ended. What happens meanwhile is shown by the
    /// session's listener.
    void send(String text);

    /// Begins a new session; the old one stays where it is.
    ///
    /// @return one line about it
    String startNew();

    /// The system prompt of this session, as the model reads it.
    String systemPrompt();

    /// The memories, one a line, numbered as in the prompt: `1. [2024-02-14]. text`.
    List<String> memories();

    /// Everything about one memory: its text, when and where it was saved.
    ///
    /// @param number as in [#memories], from 1
    List<String> memory(int number);

    /// Saves a memory in the person's own name.
    ///
    /// @return one line that says what happened, with the exact text
    String remember(String text);

    /// Forgets a memory.
    ///
    /// @param number as in [#memories], from 1
    /// @return one line that says what happened, with the exact text
    String forget(int number);

    /// Takes back the last change to the memories.
    ///
    /// @return one line that says what was taken back
    String undo();

    /// The tools, one a line: name and what it is for.
    List<String> tools();

    /// Which model answers, why, and how to change it.
    List<String> model();

    /// Answers with another model from the next message on.
    ///
    /// @param name as after `--model`
    /// @return one line that says which model answers now, or why it stays
    String useModel(String name);

    /// One line for the person about a failure nobody expected.
    String explain(RuntimeException failure);
}
