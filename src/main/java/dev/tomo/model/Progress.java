package dev.tomo.model;

/// Hears how a long preparation goes on. Called on the thread that asked for the preparation, about ten times a
/// second while bytes arrive; must not throw.
public interface Progress {
    /// For work nobody watches.
    Progress SILENT = new Progress() {
        @Override
        public void advanced(String what, long done, long total) {}

        @Override
        public void notice(String line) {}
    };

    /// @param what the work in a few words: `fetching starter`
    /// @param done bytes so far, those of an earlier, interrupted run included
    /// @param total bytes in all; 0 where that is not known
    void advanced(String what, long done, long total);

    /// One line that the person should see and that is not overwritten: a source that failed, a wait for someone
    /// else.
    void notice(String line);
}
