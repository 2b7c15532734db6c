package dev.tomo.store;

import dev.tomo.message.Channel;
import dev.tomo.message.Message;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;

/// A program that writes to a database until it is killed, and prints a line for everything that was acknowledged.
///
/// Arguments: the home folder, a seed. Prints `session ID`, then `said ID TEXT`, `saved TEXT`, `wrote MILLIS TEXT` (a
/// reply's text so far and when it was added), `finished ID TEXT`.
final class StoreWriter {
    private StoreWriter() {}

    public static void main(String[] arguments) throws InterruptedException {
        Random random = new Random(Long.parseLong(arguments[1]));
        Database database = Database.open(Path.of(arguments[0]));
        Transcript transcript = new Transcript(database, Clock.systemUTC());
        MemoryLog memories = new MemoryLog(database, Clock.systemUTC());
        String session = transcript.start("scripted", "to-line").id();
        System.out.println("session " + session);
        for (int turn = 1; ; turn++) {
            String said = "question-" + turn;
            System.out.println("said " + transcript.append(session, Message.user(said)) + " " + said);
            String fact = "User-" + arguments[1] + "-knows-" + turn;
            memories.remember(fact, MemoryOrigin.PERSON);
            System.out.println("saved " + fact);
            String text = reply(transcript.beginReply(session, "scripted"), random);
            System.out.println("finished " + text);
        }
    }

    private static String reply(ReplyDraft draft, Random random) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        for (int piece = random.nextInt(120); piece >= 0; piece--) {
            String word = "w" + random.nextInt(1_000) + ",";
            draft.append(word);
            text.append(word);
            System.out.println("wrote " + System.currentTimeMillis() + " " + text);
            Thread.sleep(random.nextInt(10));
        }
        Message answer = Message.assistant(Channel.FINAL, text.toString());
        long id =
                draft.finish(List.of(Entry.message(answer)), TokenCount.UNKNOWN).getFirst();
        return id + " " + text;
    }
}
