package dev.tomo.store;

/// Why a change to the memories is refused.
public enum Refusal {
    /// Nothing is left of the text once it is cleaned.
    BLANK,
    /// The text has more characters than a memory may have.
    TOO_LONG,
    /// The text holds something that opens a door or spends money.
    SECRET,
    /// The model has changed the memories too often in one turn.
    TOO_MANY,
    /// The person forgot this memory elsewhere, while this session's prompt still shows it.
    FORGOTTEN_MEANWHILE,
    /// A model wants to forget everything.
    EVERYTHING
}
