/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.client.SendReceipt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a send of several messages. The results of a failed attempt are kept in the exchange, by account and
 * position, so that a redelivery continues at the failed message, never repeats an accepted one, and uploads no file
 * twice, through any endpoint and producer.
 *
 * <p>Confined to one attempt. The kept state is immutable, because copies of an exchange share it.
 */
final class SendProgress {

    private static final String PROPERTY = "CamelWhatsapp360SendProgress";

    /** Maximum number of failed sends that are kept per exchange. */
    private static final int MAXIMUM_KEPT = 16;

    private final String account;
    private final List<OutgoingMessage> wanted;
    private final @Nullable Attempt before;
    private final List<Accepted> accepted;
    private final Map<OutgoingMessage, String> mediaIds;
    private final int textLimit;

    /**
     * An accepted message with the positions it stands for; without a receipt for a read receipt.
     *
     * @param key in the sent-message log; null if it is not there
     */
    private record Accepted(
            List<Integer> places,
            @Nullable SendReceipt receipt,
            @Nullable String key) {}

    /**
     * The results of one attempt.
     *
     * @param wanted the messages to send
     * @param accepted the accepted messages, in order
     * @param textLimit where a long text was split; 0 if there was none
     */
    private record Attempt(
            String account,
            List<OutgoingMessage> wanted,
            List<Accepted> accepted,
            Map<OutgoingMessage, String> mediaIds,
            int textLimit) {

        /**
         * Whether this attempt had the same messages, or differs only in messages that were not accepted. If all were
         * accepted, the attempt has failed while it waited: only a redelivery continues it.
         */
        boolean matches(String thisAccount, List<OutgoingMessage> messages, boolean isRedelivery) {
            if (!account.equals(thisAccount)) {
                return false;
            }
            if (isRedelivery && wanted.equals(messages)) {
                return true;
            }
            Set<Integer> done = places(accepted);
            return (wanted.equals(messages) && done.size() < messages.size())
                    || (!done.isEmpty()
                            && done.size() < messages.size()
                            && done.stream()
                                    .allMatch(place -> place < messages.size()
                                            && wanted.get(place).equals(messages.get(place))));
        }

        @Override
        public String toString() {
            return "Attempt[" + places(accepted).size() + " of " + wanted.size() + " messages]";
        }
    }

    private SendProgress(String account, List<OutgoingMessage> wanted, @Nullable Attempt before, int textLimit) {
        this.textLimit = textLimit;
        this.account = account;
        this.wanted = List.copyOf(wanted);
        this.before = before;
        this.accepted = new ArrayList<>(before == null ? List.of() : before.accepted());
        this.mediaIds = new HashMap<>(before == null ? Map.of() : before.mediaIds());
    }

    /**
     * Continues an earlier attempt of the exchange, or begins a new one.
     *
     * @param wanted the messages to send
     * @param textLimit where a long text was split; 0 if there was none
     */
    static SendProgress of(Exchange exchange, String account, List<OutgoingMessage> wanted, int textLimit) {
        for (Attempt before : attempts(exchange)) {
            if (before.matches(account, wanted, isRedelivery(exchange))) {
                return new SendProgress(account, wanted, before, textLimit);
            }
        }
        return new SendProgress(account, wanted, null, textLimit);
    }

    /** Where an earlier attempt through this account split a long text; 0 if none did. */
    static int textLimitBefore(Exchange exchange, String account) {
        for (Attempt before : attempts(exchange)) {
            if (before.account().equals(account)) {
                return before.textLimit();
            }
        }
        return 0;
    }

    /**
     * The receipts of earlier attempts, for a redelivery whose messages cannot be created again, for example because a
     * stream can be read only once.
     */
    static List<SendReceipt> receiptsBefore(Exchange exchange, String account) {
        if (!isRedelivery(exchange)) {
            return List.of();
        }
        return attempts(exchange).stream()
                .filter(attempt -> attempt.account().equals(account))
                .findFirst()
                .map(attempt -> new SendProgress(account, attempt.wanted(), attempt, attempt.textLimit()).receipts())
                .orElse(List.of());
    }

    private static boolean isRedelivery(Exchange exchange) {
        return Boolean.TRUE.equals(exchange.getMessage().getHeader(Exchange.REDELIVERED, Boolean.class));
    }

    /** Unmodifiable; empty for nearly every exchange. */
    private static List<Attempt> attempts(Exchange exchange) {
        if (!(exchange.getProperty(PROPERTY) instanceof List<?> kept)) {
            return List.of();
        }
        List<Attempt> attempts = new ArrayList<>(kept.size());
        kept.forEach(attempt -> attempts.add((Attempt) attempt));
        return attempts;
    }

    /** The remaining messages, before the window policy is applied. */
    List<PlacedMessage> rest() {
        Set<Integer> done = places(accepted);
        List<PlacedMessage> rest = new ArrayList<>(wanted.size());
        for (int place = 0; place < wanted.size(); place++) {
            if (!done.contains(place)) {
                rest.add(new PlacedMessage(List.of(place), wanted.get(place)));
            }
        }
        return rest;
    }

    private static Set<Integer> places(List<Accepted> accepted) {
        Set<Integer> places = new HashSet<>();
        accepted.forEach(each -> places.addAll(each.places()));
        return places;
    }

    /** @param key in the sent-message log; null if it is not there */
    void accept(PlacedMessage sent, @Nullable SendReceipt receipt, @Nullable String key) {
        accepted.add(new Accepted(sent.places(), receipt, key));
    }

    /** Messages that WhatsApp could not deliver after all: a redelivery sends them again. */
    void reject(Set<String> messageIds) {
        accepted.removeIf(each ->
                each.receipt() != null && messageIds.contains(each.receipt().messageId()));
    }

    /** The keys of the accepted messages in the sent-message log. */
    List<String> keys() {
        return accepted.stream().map(Accepted::key).filter(Objects::nonNull).toList();
    }

    /** The receipts of all accepted messages, of this and earlier attempts. */
    List<SendReceipt> receipts() {
        List<SendReceipt> receipts = new ArrayList<>();
        for (Accepted each : accepted) {
            if (each.receipt() != null) {
                receipts.add(each.receipt());
            }
        }
        return receipts;
    }

    /** The media id of a file that was uploaded before; null if there is none. */
    @Nullable
    String mediaId(OutgoingMessage file) {
        return mediaIds.get(file);
    }

    void keepMediaId(OutgoingMessage file, String id) {
        mediaIds.put(file, id);
    }

    /** Keeps the state in the exchange for the next attempt. */
    void keep(Exchange exchange) {
        List<Attempt> attempts = others(exchange);
        if (!accepted.isEmpty() || !mediaIds.isEmpty()) {
            attempts.add(0, new Attempt(account, wanted, List.copyOf(accepted), Map.copyOf(mediaIds), textLimit));
        }
        set(exchange, attempts.subList(0, Math.min(attempts.size(), MAXIMUM_KEPT)));
    }

    /** Removes the state from the exchange, because everything was sent. */
    void forget(Exchange exchange) {
        set(exchange, others(exchange));
    }

    private List<Attempt> others(Exchange exchange) {
        List<Attempt> attempts = new ArrayList<>(attempts(exchange));
        attempts.removeIf(attempt -> Objects.equals(attempt, before));
        return attempts;
    }

    private static void set(Exchange exchange, List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            exchange.removeProperty(PROPERTY);
        } else {
            exchange.setProperty(PROPERTY, List.copyOf(attempts));
        }
    }
}
