package dev.tomo.cli;

/// Where the program starts. What is asked of every start stands here and loads nothing else; the rest begins in the
/// class it needs.
final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        if (arguments.length == 1 && arguments[0].equals("--version")) {
            System.out.println("tomo " + version());
            return;
        }
        System.out.println("tomo");
    }

    /// As the jar's manifest has it; classes that were started without the jar have none.
    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
