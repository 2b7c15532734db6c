package dev.tomo.terminal.pty;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import dev.tomo.testing.BuiltTomo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jline.terminal.Size;
import org.jline.utils.ScreenTerminal;
import org.jline.utils.WCWidth;

/// A program in a pseudo-terminal: what it writes is kept, byte for byte, and drawn on an emulated screen, whose
/// answers to queries go back to it. Waits have a deadline, and a wait in vain fails with the screen in its message.
///
/// Used by one test thread.
public final class PtyProgram implements AutoCloseable {
    public static final String CTRL_C = "\u0003";
    public static final String CTRL_D = "\u0004";
    public static final String ENTER = "\r";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PtyProcess process;
    private final ProcessHandle handle;
    private final ScreenTerminal screen;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteArrayOutputStream undecoded = new ByteArrayOutputStream();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Thread pump;
    private Duration patience = PATIENCE;
    private boolean ended;

    /// When the output had grown to so many bytes.
    private record Arrival(int length, long at) {}

    private PtyProgram(PtyProcess process, int columns, int rows) {
        this.process = process;
        this.handle = ProcessHandle.of(process.pid()).orElseThrow();
        this.screen = new ScreenTerminal(columns, rows);
        this.pump = Thread.ofPlatform().daemon().name("pty").start(this::pump);
    }

    /// What to start, and where.
    ///
    /// @param environment all of it: nothing is inherited
    public record Setup(List<String> command, Map<String, String> environment, Path directory, int columns, int rows) {
        /// The built program on a screen of 100 columns and 30 rows.
        public static Setup of(BuiltTomo tomo, String... arguments) {
            return new Setup(tomo.command(arguments), tomo.environment(), tomo.home(), 100, 30);
        }

        public Setup with(String variable, String value) {
            Map<String, String> more = new HashMap<>(environment);
            more.put(variable, value);
            return new Setup(command, more, directory, columns, rows);
        }

        public Setup size(int columns, int rows) {
            return new Setup(command, environment, directory, columns, rows);
        }
    }

    public static PtyProgram start(Setup setup) {
        try {
            PtyProcess process = new PtyProcessBuilder(setup.command().toArray(String[]::new))
                    .setEnvironment(setup.environment())
                    .setDirectory(setup.directory().toString())
                    .setInitialColumns(setup.columns())
                    .setInitialRows(setup.rows())
                    .start();
            return new PtyProgram(process, setup.columns(), setup.rows());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Types, without Enter.
    public PtyProgram type(String keys) {
        try {
            process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("the program does not read any more; screen:\n" + text(), e);
        }
    }

    /// Types a line and Enter, as a person does who sees what they type, and waits until the line is done.
    public PtyProgram enter(String line) {
        int mark = mark();
        type(line);
        await("an echo of '" + line + "'", () -> line.isEmpty() || mark() > mark);
        return enter();
    }

    /// Types Enter and waits until the line is done.
    public PtyProgram enter() {
        int mark = mark();
        return type(ENTER).awaitOutput(mark, "\n");
    }

    /// Pastes as a terminal does for a program that asked to be told.
    public PtyProgram paste(String text) {
        return type("\u001b[200~" + text.replace('\n', '\r') + "\u001b[201~");
    }

    /// From now on waits this long, half a minute otherwise: for a part that is real, and slow.
    public PtyProgram patient(Duration longer) {
        patience = longer;
        return this;
    }

    /// Waits until the screen shows something, anywhere.
    public PtyProgram await(String regex) {
        Pattern pattern = Pattern.compile(regex, Pattern.MULTILINE);
        return await(
                "/" + regex + "/ on the screen", () -> pattern.matcher(text()).find());
    }

    /// Waits for the prompt with nothing behind it, in the first column of the cursor's line.
    public PtyProgram awaitPrompt() {
        return await("the prompt", () -> line().equals(">") && cursorColumn() == 2);
    }

    /// Waits until the output holds something that was written after a [#mark].
    public PtyProgram awaitOutput(int mark, String text) {
        return await("'" + text + "' in the output", () -> output(mark).contains(text));
    }

    /// How much has been written so far.
    public synchronized int mark() {
        return bytes.size();
    }

    /// What was written since a mark, as it was sent.
    public synchronized String output(int mark) {
        return new String(bytes.toByteArray(), mark, bytes.size() - mark, StandardCharsets.UTF_8);
    }

    /// When the first of the bytes that complete a text after a mark arrived here, in [System#nanoTime].
    public synchronized long arrivalOf(int mark, String text) {
        int end = mark
                + output(mark)
                        .substring(0, output(mark).indexOf(text) + text.length())
                        .getBytes(StandardCharsets.UTF_8)
                        .length;
        return arrivals.stream()
                .filter(arrival -> arrival.length >= end)
                .findFirst()
                .orElseThrow()
                .at;
    }

    /// When the last byte so far arrived, in [System#nanoTime].
    public synchronized long lastArrival() {
        return arrivals.isEmpty() ? 0 : arrivals.getLast().at;
    }

    /// The screen, without blanks at the end of its lines.
    public synchronized String text() {
        return String.join("\n", rows()).stripTrailing();
    }

    public void resize(int columns, int rows) {
        synchronized (this) {
            screen.setSize(Size.of(columns, rows));
        }
        process.setWinSize(new WinSize(columns, rows));
    }

    public ProcessHandle handle() {
        return handle;
    }

    /// Waits for the program to end.
    ///
    /// @return its exit status
    public int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the program still runs after " + PATIENCE + "; screen:\n" + text());
            }
            pump.join(PATIENCE);
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for the program's end", e);
        }
    }

    /// Closes the window: the program's terminal is gone.
    public void hangUp() throws IOException {
        process.getOutputStream().close();
        process.getInputStream().close();
    }

    /// Kills the program and everything it started.
    @Override
    public void close() {
        handle().descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private PtyProgram await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (this) {
            while (!condition.getAsBoolean()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0 || ended) {
                    throw new AssertionError((ended ? "the program ended without " : "waited in vain for ") + what
                            + "; screen:\n" + text());
                }
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    throw new AssertionError("interrupted while waiting for " + what, e);
                }
            }
        }
        return this;
    }

    private void pump() {
        try (InputStream in = process.getInputStream()) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                draw(buffer, read, System.nanoTime());
            }
        } catch (IOException e) {
            // A pseudo-terminal whose program is gone cannot be read any more.
        }
        synchronized (this) {
            ended = true;
            notifyAll();
        }
    }

    private synchronized void draw(byte[] buffer, int read, long now) throws IOException {
        bytes.write(buffer, 0, read);
        arrivals.add(new Arrival(bytes.size(), now));
        undecoded.write(buffer, 0, read);
        ByteBuffer encoded = ByteBuffer.wrap(undecoded.toByteArray());
        CharBuffer text = CharBuffer.allocate(encoded.remaining());
        decoder.decode(encoded, text, false);
        undecoded.reset();
        undecoded.write(encoded.array(), encoded.position(), encoded.remaining());
        screen.write(text.flip());
        String answer = screen.read();
        if (!answer.isEmpty()) {
            process.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }
        notifyAll();
    }

    private synchronized String line() {
        int[] cursor = new int[2];
        dump(cursor);
        return rows().get(cursor[1]);
    }

    private synchronized int cursorColumn() {
        int[] cursor = new int[2];
        dump(cursor);
        return cursor[0];
    }

    private long[] dump(int[] cursor) {
        long[] cells = new long[screen.getColumns() * screen.getRows()];
        screen.dump(cells, cursor);
        return cells;
    }

    private List<String> rows() {
        long[] cells = dump(new int[2]);
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < screen.getRows(); row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < screen.getColumns(); column++) {
                int codePoint = ScreenTerminal.cellCodePoint(cells[row * screen.getColumns() + column]);
                line.appendCodePoint(codePoint == 0 ? ' ' : codePoint);
                column += Math.max(0, WCWidth.wcwidth(codePoint) - 1);
            }
            rows.add(line.toString().stripTrailing());
        }
        return rows;
    }
}
