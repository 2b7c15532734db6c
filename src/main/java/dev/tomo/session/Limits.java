package dev.tomo.session;

/// What one turn may use.
///
/// @param calls tool calls
/// @param unknownTools calls in a row that name no tool
/// @param sameCall times in a row that the same call may be made; the last of them is not run
public record Limits(int calls, int unknownTools, int sameCall) {
    public static final Limits DEFAULT = new Limits(24, 3, 3);

    public Limits {
        if (calls < 1 || unknownTools < 1 || sameCall < 2) {
            throw new IllegalArgumentException(
                    "expected at least 1 call, 1 unknown tool and 2 equal calls but was calls " + calls
                            + ", unknownTools " + unknownTools + ", sameCall " + sameCall);
        }
    }
}
