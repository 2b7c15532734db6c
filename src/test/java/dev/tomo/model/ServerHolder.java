package dev.tomo.model;

import java.nio.file.Path;

/// A program that claims the model server and holds its claim until it is killed.
final class ServerHolder {
    private ServerHolder() {}

    /// @param arguments the name of a model, and the directory for what the server leaves behind
    public static void main(String[] arguments) throws Exception {
        var claim = RealModel.server(arguments[0], Path.of(arguments[1])).claim(Progress.SILENT);
        System.out.println(claim.running().pid() + " " + claim.shared());
        Thread.sleep(Long.MAX_VALUE);
    }
}
