package dev.tomo.model;

import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// When a request that brought nothing is sent again, and after how long.
///
/// A connection that failed is tried again soon, a server that is busy is given more time, or what it asks for.
///
/// @param most retries of one request
/// @param clock reads a `Retry-After` that names a moment
/// @param pause waits; interruptible
record RetryPolicy(int most, Clock clock, Pause pause) {
    /// Lets time pass.
    @FunctionalInterface
    interface Pause {
        void sleep(Duration duration) throws InterruptedException;
    }

    static final RetryPolicy SYSTEM = new RetryPolicy(4, Clock.systemUTC(), Thread::sleep);
    static final RetryPolicy NEVER = new RetryPolicy(0, Clock.systemUTC(), Thread::sleep);

    /// A longer wait than this is for the person to decide.
    static final Duration LONGEST = Duration.ofSeconds(60);

    private static final List<Duration> AFTER_FAILURE = millis(250, 500, 1000, 2000);
    private static final List<Duration> AFTER_REJECTION = millis(1000, 2000, 4000, 8000);

    private static List<Duration> millis(long... values) {
        return java.util.Arrays.stream(values).mapToObj(Duration::ofMillis).toList();
    }

    /// @param retries how many there were already
    /// @return how long to wait before the next; empty: there is none
    Optional<Duration> wait(Throwable cause, int retries) {
        if (retries >= most) {
            return Optional.empty();
        }
        var rejection = Trouble.rejection(cause);
        return rejection.isPresent()
                ? rejection.filter(RetryPolicy::mayPass).flatMap(it -> asked(it, retries))
                : Trouble.failure(cause).filter(RetryPolicy::mayPass).map(it -> step(AFTER_FAILURE, retries));
    }

    private static Duration step(List<Duration> steps, int retries) {
        return steps.get(Math.min(retries, steps.size() - 1));
    }

    private static boolean mayPass(Rejection rejection) {
        int status = rejection.statusCode();
        return status == 408 || status == 429 || status >= 500;
    }

    /// A server that stayed silent has the request and may still be working on it; a certificate does not get better.
    private static boolean mayPass(Exception failure) {
        return switch (failure) {
            case SocketTimeoutException e -> Trouble.connecting(e);
            case SSLException e -> false;
            default -> true;
        };
    }

    private Optional<Duration> asked(Rejection rejection, int retries) {
        var wait = rejection.retryAfter().flatMap(this::read).orElse(step(AFTER_REJECTION, retries));
        return Optional.of(wait).filter(it -> it.compareTo(LONGEST) <= 0);
    }

    /// Seconds or a date, as RFC 9110 (10.2.3) has it; anything else counts as not said.
    private Optional<Duration> read(String retryAfter) {
        var value = retryAfter.strip();
        try {
            return Optional.of(
                    value.chars().allMatch(Character::isDigit)
                            ? Duration.ofSeconds(Long.parseLong(value))
                            : until(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Duration until(ZonedDateTime moment) {
        var wait = Duration.between(clock.instant(), moment.toInstant());
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
