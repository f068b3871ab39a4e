/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.calls;

import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.client.WindowClosedException;
import io.github.whatsapp360.client.WindowLookup;
import io.github.whatsapp360.json.RequestTree;
import io.github.whatsapp360.message.MessageHead;
import io.github.whatsapp360.message.Recipient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the customer service window whether a message may be sent, and records what the outcome of a send says
 * about windows and templates.
 *
 * <p>Thread-safe.
 */
public final class SendFeedback {

    /** The parameters do not fit the template, or there is no such template. */
    private static final Set<Integer> TEMPLATE_MISMATCH_CODES = Set.of(132000, 132001);

    private static final String AUTHENTICATION = "AUTHENTICATION";

    private final WindowLookup windows;
    private final TemplateCache templates;
    private final Clock clock;

    public SendFeedback(WindowLookup windows, TemplateCache templates, Clock clock) {
        this.windows = windows;
        this.templates = templates;
        this.clock = clock;
    }

    /** Whether the message needs an open window and its recipient's is known to be closed. */
    boolean isHeldBack(MessageHead message) {
        return windows.holdsBack(message);
    }

    /**
     * The recipients by which the person can be addressed, the preferred one first; empty for a message to nobody. The
     * API takes one-time passwords for a number only, so a known number is the only one for them.
     *
     * @return completes within two seconds
     */
    CompletableFuture<List<Recipient>> addressesOf(MessageHead message, byte[] json) {
        if (message.recipient() == null) {
            return CompletableFuture.completedFuture(List.of());
        }
        List<Recipient> addresses = windows.addressesOf(message.recipient());
        boolean mayNeedNumber = message.template() != null || message.directSend();
        if (addresses.size() == 1 || addresses.get(0) instanceof Recipient.Phone || !mayNeedNumber) {
            return CompletableFuture.completedFuture(addresses);
        }
        return isAuthentication(message, RequestTree.of(json))
                .thenApply(needsNumber -> needsNumber
                        ? addresses.stream()
                                .filter(Recipient.Phone.class::isInstance)
                                .toList()
                        : addresses);
    }

    private CompletableFuture<Boolean> isAuthentication(MessageHead message, RequestTree request) {
        String template = message.template();
        String language = request.templateLanguage();
        if (template == null || language == null) {
            return CompletableFuture.completedFuture(AUTHENTICATION.equalsIgnoreCase(request.category()));
        }
        return templates.find(template, language).thenApply(found -> found.filter(
                        definition -> definition.category().equalsIgnoreCase(AUTHENTICATION))
                .isPresent());
    }

    /** Start of a send, to be passed to {@link #onCompletion}. */
    Instant start() {
        return clock.instant();
    }

    /**
     * Records the outcome of a send.
     *
     * @param receipt null if it failed
     * @param problem null if the API accepted the message
     */
    void onCompletion(MessageHead message, Instant start, @Nullable SendReceipt receipt, @Nullable Throwable problem) {
        if (problem != null) {
            onFailure(message, start, Whatsapp360Exception.in(problem));
        } else if (receipt != null && message.recipient() != null) {
            windows.accepted(message.recipient(), receipt);
        }
    }

    private void onFailure(MessageHead message, Instant start, Whatsapp360Exception failure) {
        if (failure instanceof WindowClosedException && message.recipient() != null) {
            windows.refused(message.recipient(), start);
        } else if (TEMPLATE_MISMATCH_CODES.contains(failure.code()) && message.template() != null) {
            templates.suspect(message.template());
        }
    }
}
