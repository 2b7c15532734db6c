package dev.tomo.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// None of the secrets here opens anything.
final class SecretRuleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "User's key is sk-proj-4f9Kd02LmQxZ7TnB3vWc",
                "sk-ant-api03-abcdefghijklmnop",
                "GitHub: ghp_abcdefghijklmnopqrstuvwxyz0123456789",
                "AWS AKIAIOSFODNN7EXAMPLE",
                "xoxb-123456789012-abcdef",
                "AIzaSyA-1234567890abcdefghijklmnopqrstu",
                "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
                "-----BEGIN RSA PRIVATE KEY----- MIIB",
                "The key is 0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                "The bearer is Xk29dLmP04qRt7VwZy81AbCd",
                "User pays with 4111 1111 1111 1111.",
                "Card 5500-0000-0000-0004",
                "amex 378282246310005",
                "User's password is hunter2",
                "User's Wi-Fi password is sunflower.",
                "password: correcthorse!",
                "Das Passwort ist geheim123",
                "我的密码是abc12345",
                "パスワードは ひみつ1",
                "The PIN is 4821"
            })
    void secretsAreFound(String text) {
        assertThat(SecretRule.find(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User is allergic to peanuts.",
                "User's phone number is +49 1512 3456789.",
                "User's order number is 4111 1111 1111 1112.",
                "User was born on 1990-01-02 and moved in 2014.",
                "User's password manager is Bitwarden.",
                "User forgot a password once and is careful since.",
                "User's password is stored in a manager at work.",
                "User's secret is that she sings.",
                "User reads https://en.wikipedia.org/wiki/Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch",
                "User works on src/main/java/dev/tomo/store/SecretRule.java",
                "User's machine is 123e4567-e89b-12d3-a456-426614174000.",
                "User's task is a skeleton-of-a-very-long-hyphenated-word",
                "User collects pins and is 42.",
                "User's ISBN is 978-3-16-148410-0.",
                "用户喜欢密码学。",
                "User likes Donaudampfschifffahrtsgesellschaftskapitän"
            })
    void ordinaryFactsAreNot(String text) {
        assertThat(SecretRule.find(text)).isEmpty();
    }
}
