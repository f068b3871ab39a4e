/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.camel.internal.support.Meters;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.PassThroughInbox;
import io.github.whatsapp360.inbox.internal.RefusedDeliveryException;
import io.github.whatsapp360.webhook.internal.EventElement;
import io.github.whatsapp360.webhook.internal.Webhook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes the events of a delivery to the account that owns their number, because a webhook may be set for several
 * numbers or for the wrong one. Events for an unknown number become dead letters; they neither run nor change a window.
 * With {@code inbox=none}, which has no dead letters, the delivery is refused and none of its events runs.
 *
 * <p>Thread-safe.
 */
public final class DeliveryRouter implements Webhook.Storage {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryRouter.class);

    /** Maximum number of warnings, one per unknown number. */
    private static final int MAXIMUM_WARNINGS = 100;

    private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    private final ReceivingAccount account;
    private final Inbox inbox;
    private final Meters meters;
    private final BooleanSupplier open;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /**
     * Creates a router.
     *
     * @param open whether the webhook of the account is open
     */
    DeliveryRouter(ReceivingAccount account, Inbox inbox, Meters meters, BooleanSupplier open) {
        this.account = account;
        this.inbox = inbox;
        this.meters = meters;
        this.open = open;
    }

    /** Stores the events of this account, with their effects on its service windows and its sent-message log. */
    @Override
    public CompletableFuture<?> store(List<EventElement> all, List<InboxEvent> wanted) {
        account.onDelivery(all);
        return account.sentMessages()
                .store(all, wanted, events -> account.identities().store(inbox, all, events, account.windows()));
    }

    @Override
    public CompletableFuture<?> distribute(
            List<EventElement> all, Function<List<EventElement>, CompletableFuture<?>> here) {
        if (!open.getAsBoolean()) {
            // The rest of a body can arrive after the webhook was closed.
            return CompletableFuture.failedFuture(new RefusedDeliveryException("the webhook is closed"));
        }
        if (account.number().id() != null) {
            if (all.stream().allMatch(this::isOwn)) {
                return here.apply(all);
            }
            try {
                // Another node may have learned or cleared the number.
                account.number().refresh();
            } catch (InboxException unreadable) {
                return CompletableFuture.failedFuture(unreadable);
            }
        }
        CompletableFuture<?> learned = learn(all);
        // The owner is unknown until the learned number is stored: the delivery is refused and repeated.
        return learned.isCompletedExceptionally() ? learned : both(learned, divide(all, here));
    }

    private CompletableFuture<?> learn(List<EventElement> all) {
        if (account.number().id() != null) {
            return CompletableFuture.completedFuture(null);
        }
        for (EventElement element : all) {
            String number = element.origin().phoneNumberId();
            if (number != null && account.accounts().withNumber(number) == null) {
                return account.number().learn(number);
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<?> divide(
            List<EventElement> all, Function<List<EventElement>, CompletableFuture<?>> here) {
        Map<String, List<EventElement>> foreign = foreign(all);
        if (foreign.isEmpty()) {
            return here.apply(all);
        }
        // Parts that may be refused are handled first; otherwise an inbox without a store would run the rest again with
        // each repeated delivery.
        CompletableFuture<?> kept = CompletableFuture.completedFuture(null);
        Map<WebhookRuntime, List<EventElement>> byOwner = new LinkedHashMap<>();
        for (Map.Entry<String, List<EventElement>> each : foreign.entrySet()) {
            WebhookRuntime owner = ownerOf(each.getKey());
            if (owner == null) {
                kept = both(kept, bury(each.getKey(), each.getValue()));
            } else {
                byOwner.put(owner, each.getValue());
            }
        }
        for (Map.Entry<WebhookRuntime, List<EventElement>> each : byOwner.entrySet()) {
            kept = kept.isCompletedExceptionally() ? kept : both(kept, handOver(each.getKey(), each.getValue()));
        }
        List<EventElement> own = all.stream().filter(this::isOwn).toList();
        return own.isEmpty() || kept.isCompletedExceptionally() ? kept : both(kept, here.apply(own));
    }

    private Map<String, List<EventElement>> foreign(List<EventElement> all) {
        Map<String, List<EventElement>> foreign = new LinkedHashMap<>();
        for (EventElement element : all) {
            if (!isOwn(element)) {
                foreign.computeIfAbsent(
                                Objects.requireNonNull(element.origin().phoneNumberId()), first -> new ArrayList<>())
                        .add(element);
            }
        }
        return foreign;
    }

    /** An event without a number applies to all numbers of the business. */
    private boolean isOwn(EventElement element) {
        String number = element.origin().phoneNumberId();
        String mine = account.number().id();
        return number == null || (mine == null ? account.accounts().withNumber(number) == null : number.equals(mine));
    }

    private @Nullable WebhookRuntime ownerOf(String number) {
        ReceivingAccount owner = account.accounts().withNumber(number);
        Receiver receiver = owner == null ? null : owner.receiverIfAny();
        return receiver == null ? null : receiver.runtime();
    }

    /** A blocking inbox must not block a thread that expects a non-blocking one. */
    private CompletableFuture<?> handOver(WebhookRuntime other, List<EventElement> events) {
        return other.inbox().isNonBlocking() || !inbox.isNonBlocking()
                ? other.take(events)
                : CompletableFuture.completedFuture(events)
                        .thenComposeAsync(given -> other.take(given).thenApply(Objects::nonNull), account.callbacks());
    }

    private CompletableFuture<?> bury(String number, List<EventElement> events) {
        String id = shown(number);
        String mine = shown(account.number().id());
        if (warned.size() < MAXIMUM_WARNINGS && warned.add(id)) {
            LOG.warn(
                    "Account {}: received a delivery for phone number id {}, but this account has {}. {}."
                            + " Set another webhook for that number, or set phoneNumberId={} for one of the "
                            + "accounts. If the number of this account has changed, set phoneNumberId or clear the "
                            + "learned id (JMX)",
                    account.name(),
                    id,
                    mine,
                    inbox instanceof PassThroughInbox
                            ? "It is refused (503), because inbox=none keeps no dead letters"
                            : "Its events become dead letters",
                    id);
        }
        String problem = "For phone number id " + id + "; account " + account.name() + " has " + mine;
        CompletableFuture<?> kept = CompletableFuture.completedFuture(null);
        for (EventElement event : events) {
            meters.count("whatsapp360.foreign");
            kept = both(
                    kept,
                    inbox.quarantine(
                            new InboxEvent(event.dedupeKey(), event.conversation(), "", event.family(), event.json()),
                            problem));
        }
        return kept;
    }

    private static String shown(@Nullable String number) {
        return number == null ? "none" : PLAIN.matcher(number).matches() ? number : "(unreadable)";
    }

    private static CompletableFuture<?> both(CompletableFuture<?> one, CompletableFuture<?> other) {
        return one.isDone() && !one.isCompletedExceptionally() ? other : CompletableFuture.allOf(one, other);
    }

    /** The failure if the inbox of the owning account does not accept events. */
    static CompletableFuture<?> refusal(String account) {
        return CompletableFuture.failedFuture(new InboxException(
                "Account " + account + ", which owns the number, does not accept events at present."));
    }
}
