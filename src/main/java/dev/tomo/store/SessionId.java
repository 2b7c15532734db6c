package dev.tomo.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;

/// Makes the ids of sessions: `20260514-093012-k3v9qd`, the second they began in, in UTC, and six random characters.
final class SessionId {
    // Without the letters and digits that are taken for one another.
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private SessionId() {}

    static String at(Instant moment) {
        var utc = moment.atOffset(ZoneOffset.UTC);
        long date = utc.getYear() * 10_000L + utc.getMonthValue() * 100L + utc.getDayOfMonth();
        long time = utc.getHour() * 10_000L + utc.getMinute() * 100L + utc.getSecond();
        return digits(date, 8) + "-" + digits(time, 6) + "-" + random(6);
    }

    static String random(int length) {
        StringBuilder id = new StringBuilder(length);
        ThreadLocalRandom.current().ints(length, 0, ALPHABET.length()).forEach(i -> id.append(ALPHABET.charAt(i)));
        return id.toString();
    }

    private static String digits(long value, int width) {
        String written = Long.toString(value);
        return "0".repeat(Math.max(0, width - written.length())) + written;
    }
}
