/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.fault;

import java.time.Duration;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A fault that is ordered for some of the requests that follow: a refusal, a failure that is reported later, a
 * misbehaving connection, or only a delay. Begin with one of the static methods and narrow it. Thread-safe.
 *
 * @param problem the refusal or the later failure, or null
 * @param shape the body of the refusal
 * @param later whether the request is accepted and the problem reported by a failed status
 * @param transport what the connection does, or null
 * @param delay how long the answer is held back, by the simulator's clock
 * @param times how many requests it hits; 0 means all until it is removed
 * @param method of the requests it hits, upper case; empty for all
 * @param path the beginning of their path; empty for all
 * @param number the digits of the business's number; empty for all
 * @param recipient the digits of the recipient; empty for all, also for requests that have none
 */
public record Fault(
        @Nullable Problem problem,
        ErrorShape shape,
        boolean later,
        @Nullable Transport transport,
        Duration delay,
        int times,
        String method,
        String path,
        String number,
        String recipient) {

    private static final Fault NOTHING =
            new Fault(null, ErrorShape.GRAPH, false, null, Duration.ZERO, 1, "", "", "", "");

    /** The next request is refused with this code, in Meta's shape and with the usual HTTP status. */
    public static Fault refuse(int code) {
        return NOTHING.problem(Problem.of(code), false);
    }

    /** The next request is refused with this HTTP status and, in 360dialog's shape, this text. */
    public static Fault refuse(int http, String text) {
        return NOTHING.problem(Problem.of(http, text).withHttp(http), false).in(ErrorShape.PROXY);
    }

    /** The next message is accepted, and then reported as failed with this code. */
    public static Fault failLater(int code) {
        return NOTHING.problem(Problem.of(code), true);
    }

    /** The connection of the next request misbehaves. */
    public static Fault connection(Transport how) {
        return new Fault(null, ErrorShape.GRAPH, false, how, Duration.ZERO, 1, "", "", "", "");
    }

    /** The answer to the next request is held back. */
    public static Fault slow(Duration delay) {
        return NOTHING.after(delay);
    }

    /** The same in a body of another shape. */
    public Fault in(ErrorShape newShape) {
        return new Fault(problem, newShape, later, transport, delay, times, method, path, number, recipient);
    }

    /** The same with another HTTP status. */
    public Fault http(int status) {
        return problem == null ? this : problem(problem.withHttp(status), later);
    }

    /** The same, and the answer is held back. */
    public Fault after(Duration newDelay) {
        return new Fault(problem, shape, later, transport, newDelay, times, method, path, number, recipient);
    }

    /** The same for so many requests; 0 for all until the faults are cleared. */
    public Fault times(int count) {
        return new Fault(problem, shape, later, transport, delay, count, method, path, number, recipient);
    }

    /** The same for requests with this method, and a path that begins so. */
    public Fault on(String newMethod, String newPath) {
        String verb = newMethod.toUpperCase(Locale.ROOT);
        return new Fault(problem, shape, later, transport, delay, times, verb, newPath, number, recipient);
    }

    /** The same for one number of the business. */
    public Fault from(String digits) {
        return new Fault(problem, shape, later, transport, delay, times, method, path, digits, recipient);
    }

    /** The same for messages to one recipient. */
    public Fault to(String digits) {
        return new Fault(problem, shape, later, transport, delay, times, method, path, number, digits);
    }

    /** What it does and to which requests, in a few words. */
    String text() {
        StringJoiner text = new StringJoiner(", ");
        if (problem != null) {
            text.add(problem.code() + (later ? " later" : ""));
        }
        if (transport != null) {
            text.add("connection " + transport);
        }
        if (!delay.isZero()) {
            text.add("delay " + delay);
        }
        if (!(method + path).isEmpty()) {
            text.add((method + " " + path).strip());
        }
        if (!number.isEmpty()) {
            text.add("from " + number);
        }
        if (!recipient.isEmpty()) {
            text.add("to " + recipient);
        }
        return text.toString();
    }

    private Fault problem(Problem newProblem, boolean isLater) {
        return new Fault(newProblem, shape, isLater, transport, delay, times, method, path, number, recipient);
    }

    boolean hits(String itsMethod, String itsPath, String itsNumber, String itsRecipient) {
        return (method.isEmpty() || method.equals(itsMethod))
                && itsPath.startsWith(path)
                && (number.isEmpty() || number.equals(itsNumber))
                && (recipient.isEmpty() || recipient.equals(itsRecipient));
    }
}
