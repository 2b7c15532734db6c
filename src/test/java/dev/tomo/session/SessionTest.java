package dev.tomo.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.message.Message;
import dev.tomo.store.Database;
import dev.tomo.store.SessionRecord;
import dev.tomo.store.Transcript;
import dev.tomo.testing.ScriptedModel;
import dev.tomo.tool.Approver;
import dev.tomo.tool.Dispatcher;
import dev.tomo.tool.Policy;
import dev.tomo.tool.RegisteredTool;
import dev.tomo.tool.Tool;
import dev.tomo.tool.ToolCall;
import dev.tomo.tool.ToolRegistry;
import dev.tomo.tool.ToolResult;
import dev.tomo.wire.Preface;
import dev.tomo.wire.StreamEnd;
import dev.tomo.wire.ToLine;
import dev.tomo.wire.ToolSignature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionTest {
    private final Database database = Database.inMemory();
    private final Transcript transcript =
            new Transcript(database, Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC));
    private final SessionRecord record = transcript.start("scripted", "to-line");
    private final ScriptedModel model = new ScriptedModel();
    private final RecordingListener listener = new RecordingListener();
    private final List<ToolCall> calls = new ArrayList<>();
    private boolean taints;

    @AfterEach
    void close() {
        database.close();
    }

    /// Answers with the body it was sent; looks into the transcript first.
    private final class Echo implements Tool {
        @Override
        public ToolSignature signature() {
            return new ToolSignature("echo", List.of(), ToolSignature.Body.TEXT, List.of());
        }

        @Override
        public ToolResult run(ToolCall call) {
            calls.add(call);
            assertThat(transcript.entries(record.id()))
                    .as("the call is in the transcript before it runs")
                    .anyMatch(entry -> entry.id() == call.origin().message()
                            && entry.message().text().equals(call.body()));
            if (call.body().equals("stop me")) {
                return ToolResult.of(ToolResult.Status.CANCELLED, "cancelled");
            }
            return ToolResult.ok("echo of " + call.body());
        }
    }

    private Session session() {
        ToolRegistry registry = new ToolRegistry(
                List.of(new RegisteredTool(new Echo(), RegisteredTool.Confirm.NEVER, Duration.ofSeconds(5), taints)));
        return Session.begin(record, parts(registry));
    }

    private Session.Parts parts(ToolRegistry registry) {
        return new Session.Parts(
                transcript,
                model,
                new ToLine(registry.toolset(), ToLine.Variant.PLAIN),
                new Preface("Be brief.", List.of(), ""),
                new Dispatcher(registry, new Policy(Approver.NOBODY)),
                Limits.DEFAULT);
    }

    private List<String> kept() {
        return transcript.entries(record.id()).stream()
                .map(entry -> entry.kind() + " " + entry.message().author().role() + " "
                        + entry.message().text())
                .toList();
    }

    @Test
    void answerEndsTheTurn() {
        model.then("Hello there.");

        assertThat(session().send("Hi", listener)).isEqualTo(new TurnEnd.Answered());

        assertThat(listener.shown).hasToString("Hello there.");
        assertThat(listener.events).containsExactly("said Hello there.", "end Answered[]");
        assertThat(kept()).containsExactly("MESSAGE USER Hi", "MESSAGE ASSISTANT Hello there.");
    }

    @Test
    void callIsRunAndItsResultGoesBack() {
        model.then("I'll try.\nto=echo\none", "It said one.");

        session().send("Try it", listener);

        assertThat(listener.shown).hasToString("I'll try.It said one.");
        assertThat(listener.events)
                .containsExactly(
                        "said I'll try.",
                        "call echo one",
                        "result OK echo of one",
                        "said It said one.",
                        "end Answered[]");
        assertThat(model.inputs().getLast().turns().getLast().text()).isEqualTo("from=echo\necho of one");
        assertThat(kept())
                .containsExactly(
                        "MESSAGE USER Try it",
                        "MESSAGE ASSISTANT I'll try.",
                        "MESSAGE ASSISTANT one",
                        "MESSAGE TOOL echo of one",
                        "MESSAGE ASSISTANT It said one.");
    }

    @Test
    void severalCallsRunInOrder() {
        model.then("to=echo\none\nto=echo\ntwo", "Both done.");

        session().send("Try both", listener);

        assertThat(calls.stream().map(ToolCall::body)).containsExactly("one", "two");
    }

    @Test
    void eachRequestBeginsWithTheOneBeforeIt() {
        for (int turn = 0; turn < 10; turn++) {
            model.then("Turn " + turn + ".\nto=echo\n" + turn, "from=echo? No.\n\nAnswer " + turn);
        }
        Session session = session();

        for (int turn = 0; turn < 10; turn++) {
            session.send("Question " + turn + "\nto=echo\nfrom=echo", listener);
        }

        assertThat(model.inputs()).hasSize(20);
        for (int i = 1; i < model.inputs().size(); i++) {
            assertThat(model.inputs().get(i).turns())
                    .startsWith(model.inputs().get(i - 1).turns().toArray(dev.tomo.wire.Turn[]::new));
        }
    }

    @Test
    void inventedResultIsDroppedAndTheCallBeforeItIsRun() {
        model.then("to=echo\none\nfrom=echo\ninvented\nI am done.", "Really done.");

        session().send("Try", listener);

        assertThat(kept()).contains("MESSAGE TOOL echo of one").anyMatch(line -> line.startsWith("DROPPED"));
        assertThat(listener.shown).hasToString("Really done.");
    }

    @Test
    void whatArrivedBeforeACancellationIsKeptAndSentAgain() {
        model.thenInterrupted("The first half").then("Fine.");
        Session session = session();

        assertThat(session.send("Tell me", listener)).isEqualTo(new TurnEnd.Cancelled());
        session.send("Go on", listener);

        assertThat(kept())
                .containsSubsequence(
                        "MESSAGE USER Tell me",
                        "MESSAGE ASSISTANT The first half",
                        "NOTICE SYSTEM cancelled by the user");
        assertThat(model.inputs().getLast().turns())
                .anyMatch(turn -> turn.text().equals("The first half"));
    }

    @Test
    void callThatWasCutIsNeverRunAndHasAResult() {
        model.thenEnding("to=echo\nrm -r", StreamEnd.LENGTH, Optional.empty());

        assertThat(session().send("Do it", listener)).isInstanceOf(TurnEnd.Limited.class);

        assertThat(calls).isEmpty();
        assertThat(kept()).anyMatch(line -> line.startsWith("MESSAGE TOOL not run"));
    }

    @Test
    void brokenConnectionKeepsWhatCameAndRunsNothing() {
        model.thenEnding(
                "Half.\nto=echo\none\nto=echo\ntwo", StreamEnd.CUT, Optional.of("the connection to x was lost"));

        assertThat(session().send("Do it", listener)).isEqualTo(new TurnEnd.Failed("the connection to x was lost"));

        assertThat(calls).isEmpty();
        assertThat(kept()).contains("MESSAGE ASSISTANT Half.", "NOTICE SYSTEM the connection to x was lost");
    }

    @Test
    void cancelledToolEndsTheTurnWithoutAnotherRequest() {
        model.then("to=echo\nstop me\nto=echo\nnever");

        assertThat(session().send("Do it", listener)).isEqualTo(new TurnEnd.Cancelled());

        assertThat(calls).hasSize(1);
        assertThat(kept()).contains("MESSAGE TOOL cancelled", "MESSAGE TOOL not run: the turn ended before it");
    }

    @Test
    void unknownToolIsReportedToTheModelAndThreeInARowEndTheTurn() {
        model.then("to=nobody\n1", "to=nobody\n2", "to=nobody\n3");

        TurnEnd end = session().send("Do it", listener);

        assertThat(end).isInstanceOf(TurnEnd.Limited.class);
        assertThat(model.inputs().getLast().turns().getLast().text()).contains("unknown tool 'nobody'; tools: echo");
    }

    @Test
    void sameCallThreeTimesInARowEndsTheTurn() {
        model.then("to=echo\none", "to=echo\none", "to=echo\none");

        assertThat(session().send("Do it", listener)).isInstanceOf(TurnEnd.Limited.class);

        assertThat(calls).hasSize(2);
    }

    @Test
    void turnMakesAtMostItsNumberOfCalls() {
        for (int i = 0; i <= Limits.DEFAULT.calls(); i++) {
            model.then("to=echo\n" + i);
        }

        assertThat(session().send("Do it", listener)).isInstanceOf(TurnEnd.Limited.class);

        assertThat(calls).hasSize(Limits.DEFAULT.calls());
    }

    @Test
    void nothingSaidIsSaid() {
        model.then("\n\n");

        assertThat(session().send("Hi", listener)).isInstanceOf(TurnEnd.Limited.class);
    }

    @Test
    void resultFromOutsideTaintsWhatComesAfterIt() {
        taints = true;
        model.then("to=echo\none\nto=echo\ntwo", "Done.");

        session().send("Do it", listener);

        assertThat(calls.stream().map(call -> call.origin().tainted())).containsExactly(false, true);
        assertThat(transcript.get(record.id()).orElseThrow().tainted()).isTrue();
    }

    @Test
    void resumedSessionGoesOnWithTheSameBytes() {
        model.then("to=echo\none", "Done.", "Still here.");
        Session session = session();
        session.send("Do it", listener);
        ToolRegistry registry = new ToolRegistry(
                List.of(new RegisteredTool(new Echo(), RegisteredTool.Confirm.NEVER, Duration.ofSeconds(5), false)));

        Session resumed = Session.resume(transcript.get(record.id()).orElseThrow(), parts(registry));
        resumed.send("And now?", listener);

        assertThat(model.inputs().getLast().turns())
                .startsWith(model.inputs().get(1).turns().toArray(dev.tomo.wire.Turn[]::new));
        assertThat(resumed.conversation().messages())
                .startsWith(session.conversation().messages().toArray(Message[]::new));
    }
}
