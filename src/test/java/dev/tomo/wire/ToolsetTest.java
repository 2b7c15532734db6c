package dev.tomo.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tomo.message.Recipient;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolsetTest {
    private static final Toolset TOOLS = ToLineCase.TOOLS;

    @Test
    void aNameIsFoundInAnyCaseOfAsciiLettersAndSpeltAsRegistered() {
        assertThat(TOOLS.resolve("PyThOn")).contains(new Recipient("python"));
        assertThat(TOOLS.resolve("BROWSER.Search")).contains(new Recipient("browser.search"));
        assertThat(TOOLS.resolve("weather.now")).isEmpty();
        assertThat(new Toolset(List.of(tool("kiosk"))).resolve("\u212aiosk")).isEmpty();
    }

    @Test
    void aToolWithFunctionsIsNoRecipientItself() {
        assertThat(TOOLS.resolve("browser")).isEmpty();
        assertThat(TOOLS.recipients())
                .containsExactly("bio", "python", "weather", "browser.search", "browser.open", "browser.find");
    }

    @Test
    void thePrefixFunctionsMeansNothingUnlessAToolHasTheName() {
        assertThat(TOOLS.resolve("functions.python")).contains(new Recipient("python"));
        assertThat(TOOLS.resolve("Functions.browser.open")).contains(new Recipient("browser.open"));
        assertThat(TOOLS.resolve("functions.functions.python")).isEmpty();
        Toolset own = new Toolset(List.of(
                tool("python"),
                new ToolSignature(
                        "functions",
                        List.of(new FunctionSignature("list", List.of())),
                        ToolSignature.Body.TEXT,
                        List.of())));
        assertThat(own.resolve("functions.python")).isEmpty();
        assertThat(own.resolve("FUNCTIONS.list")).contains(new Recipient("functions.list"));
    }

    @Test
    void aRecipientLeadsToItsToolAndFunction() {
        assertThat(TOOLS.tool(new Recipient("browser.find")))
                .map(ToolSignature::name)
                .contains("browser");
        assertThat(TOOLS.function(new Recipient("browser.find")))
                .map(FunctionSignature::name)
                .contains("find");
        assertThat(TOOLS.function(new Recipient("python"))).isEmpty();
        assertThat(TOOLS.tool(new Recipient("nobody"))).isEmpty();
    }

    @Test
    void namesThatCannotBeToldApartAreRefused() {
        assertThatThrownBy(() -> new Toolset(List.of(tool("note"), tool("Note"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two tools are called 'Note'");
        assertThatThrownBy(() -> new Toolset(List.of(tool("User"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'User'");
    }

    private static ToolSignature tool(String name) {
        return new ToolSignature(name, List.of(), ToolSignature.Body.TEXT, List.of());
    }
}
