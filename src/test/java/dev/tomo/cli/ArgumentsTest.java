package dev.tomo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static Arguments parse(String... words) {
        return Arguments.parse(List.of(words));
    }

    @Test
    void wordsThatAreNoOptionsAreTheQuestion() {
        assertThat(parse("what", "is", "this?").question()).isEqualTo("what is this?");
        assertThat(parse().question()).isEmpty();
    }

    @Test
    void optionsMayStandBeforeAndAfterTheQuestion() {
        Arguments arguments = parse("--model=a#b", "--temporary", "why", "--reasoning");

        assertThat(arguments.model()).contains("a#b");
        assertThat(arguments.temporary()).isTrue();
        assertThat(arguments.reasoning()).isTrue();
        assertThat(arguments.question()).isEqualTo("why");
    }

    @Test
    void questionMayBeginWithADashAfterTwo() {
        assertThat(parse("--", "-x", "--model").question()).isEqualTo("-x --model");
    }

    @Test
    void sessionGoesOnByItsIdOrAsTheLastOne() {
        assertThat(parse("--continue").resume()).contains(new Arguments.Resume(Optional.empty()));
        assertThat(parse("--resume", "abc").resume()).contains(new Arguments.Resume(Optional.of("abc")));
    }

    @Test
    void whatIsNotUnderstoodIsAUsageError() {
        for (List<String> wrong : List.of(List.of("--modle", "x"), List.of("--model"))) {
            assertThatThrownBy(() -> Arguments.parse(wrong))
                    .isInstanceOfSatisfying(
                            UserException.class, e -> assertThat(e.exitStatus()).isEqualTo(Exit.USAGE));
        }
    }
}
