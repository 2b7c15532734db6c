package dev.tomo.tool.bio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what models write to `bio`.
///
/// A body is a fact, or begins with "forget" in one of the languages of [#FORGET], in any case: then numbers, or words,
/// follow. Models also wrap a body in JSON, quotes or a list; the wrapping is taken off. Lines are separate requests
/// where each is an item of a list, or a sentence that ends; otherwise they are one wrapped text.
final class BioBody {
    private static final Pattern FORGET = Pattern.compile(
            "(?iu)^(?:please\\s+|bitte\\s+|请)?(?:(?:forget|remove|delete|vergiss|oublie[zr]?|olvida|esqueça|esquece|dimentica|забудь)"
                    + "(?![\\w-])|忘记|忘記|忘掉|忘了|删除|刪除)(?:\\s*[:：])?\\s*");
    private static final Pattern CONNECTIVE =
            Pattern.compile("(?iu)^(?:(?:about|that|dass|que|che|что|了|掉)(?=[\\s:：])|关于)\\s*[:：]?\\s*");
    private static final Pattern NUMBERS =
            Pattern.compile("(?iu)^(?:(?:memory|memories|number|numbers|no\\.?|nr\\.?|item|items"
                    + "|fact|facts|entry|entries|第|记忆|記憶|編號|编号)\\s*)*((?:#?\\d{1,6}(?!\\d)[\\s,、和]*(?:and\\s+|und\\s+|et\\s+|y\\s+)?)+)"
                    + "(?:条|條|号|號|个|項|项)?(?:记忆|記憶)?\\s*[.。!！]?$");
    private static final Pattern REMEMBER =
            Pattern.compile("(?iu)^(?:please\\s+)?(?:remember|save|note|store|memorize)(?:\\s+that\\b|\\s*[:：])\\s*");
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern BULLET = Pattern.compile("^\\s*(?:[-*+•‣–]\\s+|\\d{1,3}[.)]\\s+)");
    private static final Pattern ENDED = Pattern.compile("[.!?。！？…][\"'”’」』)]*\\s*$");
    private static final String OPENING = "\"'“‘「『`";
    private static final String CLOSING = "\"'”’」』`";
    private static final Pattern AFTER_QUOTE = Pattern.compile("[.。]?");

    private static final Set<String> TEXT_FIELDS = Set.of(
            "text", "fact", "memory", "content", "value", "note", "body", "message", "input", "information", "data");
    private static final Set<String> ACTION_FIELDS = Set.of("action", "op", "operation", "command", "type");
    private static final JsonFactory JSON = new JsonFactory();

    private BioBody() {}

    /// What a body asks for, in order; at least one request.
    static List<BioRequest> read(String body) {
        List<BioRequest> requests = new ArrayList<>();
        for (String line : lines(unwrapped(body.strip()))) {
            requests.addAll(request(line));
        }
        return requests.isEmpty() ? List.of(new BioRequest.Remember("")) : List.copyOf(requests);
    }

    private static List<BioRequest> request(String line) {
        String text = unquoted(line);
        Matcher forget = FORGET.matcher(text);
        if (!forget.find()) {
            return List.of(
                    new BioRequest.Remember(unquoted(REMEMBER.matcher(text).replaceFirst(""))));
        }
        String what = unquoted(text.substring(forget.end()));
        Matcher numbers = NUMBERS.matcher(what);
        if (numbers.find()) {
            return DIGITS.matcher(numbers.group(1))
                    .results()
                    .<BioRequest>map(digits -> new BioRequest.ForgetNumber(Integer.parseInt(digits.group())))
                    .toList();
        }
        return List.of(
                new BioRequest.ForgetWords(unquoted(CONNECTIVE.matcher(what).replaceFirst(""))));
    }

    private static List<String> lines(String text) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        boolean items = lines.stream().allMatch(line -> BULLET.matcher(line).find());
        boolean sentences = lines.stream()
                .limit(Math.max(0, lines.size() - 1))
                .allMatch(line -> ENDED.matcher(line).find());
        if (items) {
            return lines.stream()
                    .map(line -> BULLET.matcher(line).replaceFirst(""))
                    .toList();
        }
        return sentences ? lines : List.of(String.join(" ", lines));
    }

    private static String unquoted(String text) {
        String bare = text.strip();
        int mark = bare.isEmpty() ? -1 : OPENING.indexOf(bare.charAt(0));
        int end = mark < 0 ? -1 : bare.lastIndexOf(CLOSING.charAt(mark));
        boolean around = end > 0
                && AFTER_QUOTE.matcher(bare.substring(end + 1)).matches()
                && !endsWithin(bare.substring(1, end), CLOSING.charAt(mark));
        return around ? bare.substring(1, end).strip() : bare;
    }

    /// Whether a quotation ends before the last mark: at one that is no apostrophe between two letters.
    private static boolean endsWithin(String inner, char mark) {
        for (int at = inner.indexOf(mark); at >= 0; at = inner.indexOf(mark, at + 1)) {
            boolean apostrophe = at > 0
                    && at + 1 < inner.length()
                    && Character.isLetter(inner.charAt(at - 1))
                    && Character.isLetter(inner.charAt(at + 1));
            if (!apostrophe) {
                return true;
            }
        }
        return false;
    }

    /// The text that a body in JSON carries, one line for each of several; other bodies as they are.
    private static String unwrapped(String body) {
        if (body.isEmpty() || "{[\"".indexOf(body.charAt(0)) < 0) {
            return body;
        }
        try (JsonParser json = JSON.createParser(body)) {
            Optional<String> text = switch (json.nextToken()) {
                case VALUE_STRING -> Optional.of(json.getText());
                case START_ARRAY -> array(json);
                case START_OBJECT -> object(json);
                default -> Optional.empty();
            };
            return text.isPresent() && json.nextToken() == null ? text.get() : body;
        } catch (IOException notJson) {
            return body;
        }
    }

    private static Optional<String> array(JsonParser json) throws IOException {
        List<String> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Optional<String> item = switch (json.currentToken()) {
                case VALUE_STRING -> Optional.of(json.getText());
                case START_OBJECT -> object(json);
                default -> Optional.empty();
            };
            if (item.isEmpty()) {
                return Optional.empty();
            }
            items.add("- " + item.get());
        }
        return items.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", items));
    }

    private static Optional<String> object(JsonParser json) throws IOException {
        Optional<String> text = Optional.empty();
        String action = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            json.skipChildren();
            if (value == JsonToken.VALUE_STRING && TEXT_FIELDS.contains(name)) {
                text = Optional.of(json.getText());
            } else if (value == JsonToken.VALUE_STRING && ACTION_FIELDS.contains(name)) {
                action = json.getText();
            } else if (value == JsonToken.VALUE_NUMBER_INT && (name.equals("forget") || name.equals("number"))) {
                text = Optional.of(json.getText());
                action = "forget";
            } else if (value == JsonToken.VALUE_STRING && name.equals("forget")) {
                text = Optional.of(json.getText());
                action = "forget";
            }
        }
        boolean forget = FORGET.matcher(action).find();
        return text.map(what -> forget ? "forget: " + what : what);
    }
}
