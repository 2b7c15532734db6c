package dev.tomo.store;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds what must not be kept in plain text: keys, tokens, passwords and card numbers, by their form.
final class SecretRule {
    /// @param name what it is, as it is said to the person
    private record Form(String name, Pattern pattern) {}

    private static final String PASSWORD = "password|passwd|passphrase|passcode|passwort|kennwort|contraseña|senha"
            + "|mot de passe|парол[ьяю]|密码|密碼|口令|パスワード|비밀번호";
    private static final String IS =
            "\\s*(?:\\bis\\b|\\bare\\b|\\bist\\b|\\best\\b|\\bes\\b|\\bé\\b|это|是|为|為|は|[:=：])\\s*";

    private static final List<Form> FORMS = List.of(
            new Form("a private key", Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY")),
            new Form(
                    "an API key or token",
                    Pattern.compile("\\b(?:(?:sk|pk|rk)[-_](?:[a-z]+[-_])*[A-Za-z0-9_-]{16,}|gh[pousr]_[A-Za-z0-9]{20,}"
                            + "|github_pat_\\w{20,}|glpat-[\\w-]{16,}|xox[abeoprs]-[\\w-]{10,}|hf_[A-Za-z0-9]{20,}"
                            + "|npm_[A-Za-z0-9]{20,}|pypi-[\\w-]{20,}|AIza[\\w-]{30,}|A(?:KIA|SIA)[A-Z0-9]{16}"
                            + "|ya29\\.[\\w-]{20,})")),
            new Form("an access token", Pattern.compile("\\beyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]*")),
            new Form("a key in hexadecimal", Pattern.compile("(?i)\\b(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{32,}\\b")),
            // The value is the last word, or has a digit or a sign in it; "her password is stored at home" passes.
            new Form(
                    "a password",
                    Pattern.compile("(?iU)(?:" + PASSWORD + ")" + IS
                            + "[\"'“‘`「]?(?:\\S+[\"'”’`」]?[.。!]?$|\\S*[\\p{L}\\d][\\d@#$%^&*_+=~|/\\\\<>!-]\\S*)")),
            new Form("a PIN", Pattern.compile("(?iU)\\b(?:pin|tan|cvv|cvc)(?: code| number)?" + IS + "\\d{3,8}\\b")));

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_+=-]{24,}");
    private static final Pattern DIGITS = Pattern.compile("(?<![\\d+])\\d(?:[ -]?\\d){12,18}(?!\\d)");
    // The beginnings and lengths that card networks give out. https://en.wikipedia.org/wiki/Payment_card_number
    private static final Pattern CARD = Pattern.compile(
            "4\\d{12}(?:\\d{3}){0,2}|5[1-5]\\d{14}|2[2-7]\\d{14}|3[47]\\d{13}|3[0689]\\d{12,17}|35\\d{14}|6\\d{15,18}");

    private SecretRule() {}

    /// What the text holds that must not be kept, with its article; empty for nearly every text.
    static Optional<String> find(String text) {
        for (Form form : FORMS) {
            if (form.pattern().matcher(text).find()) {
                return Optional.of(form.name());
            }
        }
        if (TOKEN.matcher(text).results().anyMatch(run -> looksRandom(run.group()))) {
            return Optional.of("an API key or token");
        }
        return DIGITS.matcher(text).results().anyMatch(run -> isCard(run.group().replaceAll("[ -]", "")))
                ? Optional.of("a card number")
                : Optional.empty();
    }

    /// Whether small letters, capitals and digits alternate as they do in no word: at least once in four characters.
    private static boolean looksRandom(String run) {
        int changes = 0;
        for (int i = 1; i < run.length(); i++) {
            changes += kind(run.charAt(i)) != kind(run.charAt(i - 1)) ? 1 : 0;
        }
        return run.chars().anyMatch(Character::isDigit)
                && run.chars().anyMatch(Character::isLowerCase)
                && run.chars().anyMatch(Character::isUpperCase)
                && changes * 4 >= run.length();
    }

    private static int kind(char c) {
        return Character.isDigit(c) ? 0 : Character.isUpperCase(c) ? 1 : Character.isLowerCase(c) ? 2 : 3;
    }

    /// The check digit of card numbers. ISO/IEC 7812-1, annex B.
    private static boolean isCard(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
        }
        return sum % 10 == 0 && CARD.matcher(digits).matches();
    }
}
