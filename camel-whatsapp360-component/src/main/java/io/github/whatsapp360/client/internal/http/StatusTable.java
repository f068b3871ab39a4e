/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import io.github.whatsapp360.client.UnavailableException;
import io.github.whatsapp360.json.ErrorBody;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of an HTTP status without a known error code. Proxies, gateways and captive portals respond as well,
 * rarely in the API's JSON. Such a response says nothing about the message; its outcome is {@code notSent} only if the
 * status itself implies that the request was not forwarded.
 */
final class StatusTable {

    private static final String CHECK_ADDRESS = "check baseUrl, and the proxy if there is one";

    /** Statuses of a proxy or gateway that timed out: the request may have been forwarded. */
    private static final Set<Integer> MAY_BE_PASSED_ON = Set.of(460, 499);

    /** Other statuses that HTTP defines for a request that was not accepted. */
    private static final Set<Integer> REFUSALS =
            Set.of(404, 405, 406, 410, 411, 412, 414, 415, 416, 417, 418, 424, 426, 428, 431, 451);

    /**
     * The row of the status and advice for the user.
     *
     * @param advice for a response that is not from the API; null if there is nothing to check
     */
    record Verdict(ErrorTable.Row row, @Nullable String advice) {

        /** Whether the request may have had an effect. */
        boolean isUnknown() {
            return row.equals(ErrorTable.UNKNOWN);
        }

        /** Whether a code or flag that only means "try later" may turn it into an {@link UnavailableException}. */
        boolean mayBecomeUnavailable() {
            return !isUnknown() && !row.equals(ErrorTable.THROTTLED);
        }
    }

    private StatusTable() {}

    /** Classifies a response by its status; {@code error} is its body, from the API or anything else. */
    static Verdict find(int status, ErrorBody error) {
        if (status >= 500) {
            return new Verdict(
                    serverError(status, error), "a proxy or gateway answered; check the statuses of the message");
        }
        if (MAY_BE_PASSED_ON.contains(status)) {
            return new Verdict(ErrorTable.UNKNOWN, "a proxy or gateway timed out; check the statuses of the message");
        }
        if (status == 429 || saysTooMuch(error)) {
            return new Verdict(ErrorTable.THROTTLED, null);
        }
        if (error.says("has been disabled", "lack of payment")) {
            return new Verdict(ErrorTable.AUTHENTICATION, null);
        }
        return status < 400
                ? new Verdict(ErrorTable.UNREACHABLE, "a redirect: " + CHECK_ADDRESS)
                : refusal(status, error);
    }

    private static Verdict refusal(int status, ErrorBody error) {
        return switch (status) {
            case 400, 413, 422 -> new Verdict(ErrorTable.INVALID, "if the message is correct, " + CHECK_ADDRESS);
            case 401, 402 -> new Verdict(ErrorTable.AUTHENTICATION, "check apiKey, then baseUrl and the proxy");
            case 403 ->
                new Verdict(ErrorTable.AUTHENTICATION, "check apiKey, then whether a proxy or firewall refuses");
            case 407 ->
                new Verdict(
                        ErrorTable.AUTHENTICATION,
                        "the proxy requires authentication: check proxyAuthUsername and" + " proxyAuthPassword");
            case 408, 409, 421, 423, 425 -> new Verdict(ErrorTable.UNAVAILABLE, CHECK_ADDRESS);
            default ->
                error.readable()
                        ? new Verdict(ErrorTable.INVALID, null)
                        : new Verdict(
                                REFUSALS.contains(status) ? ErrorTable.UNREACHABLE : ErrorTable.UNKNOWN, CHECK_ADDRESS);
        };
    }

    /** Only if a gateway says so, the request was not forwarded; a gateway that timed out has forwarded it. */
    private static ErrorTable.Row serverError(int status, ErrorBody error) {
        boolean ofGateway = status >= 502 && status <= 504;
        if (!ofGateway || error.says("timed out", "timeout", "time-out", "time out")) {
            return ErrorTable.UNKNOWN;
        }
        if (saysTooMuch(error)) {
            return ErrorTable.THROTTLED;
        }
        return error.says("not available", "unavailable", "maintenance", "overload")
                ? ErrorTable.UNAVAILABLE
                : ErrorTable.UNKNOWN;
    }

    private static boolean saysTooMuch(ErrorBody error) {
        return error.says("rate limit", "exceeded the limit");
    }
}
