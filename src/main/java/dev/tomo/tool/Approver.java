package dev.tomo.tool;

/// Asks the person. Where nobody is there to ask, the answer is no.
@FunctionalInterface
public interface Approver {
    /// Answers every question with no, for input that is no terminal.
    Approver NOBODY = question -> Answer.NOBODY_THERE;

    /// What the person said.
    enum Answer {
        YES,
        NO,
        NOBODY_THERE
    }

    /// Shows the question and waits.
    ///
    /// @throws InterruptedException when the turn is cancelled meanwhile
    Answer ask(Question question) throws InterruptedException;

    /// @param what will happen, in one line
    /// @param detail exactly what would be sent or saved, whole
    record Question(String what, String detail) {}
}
