/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.camel.internal.store.AccountIdentities;
import io.github.whatsapp360.camel.internal.support.Meters;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.identity.internal.IdentityEvidence;
import io.github.whatsapp360.identity.internal.KnownCustomer;
import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.internal.EventHandler;
import io.github.whatsapp360.json.EventReader;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an event with the consumer of its subscription.
 *
 * <p>Thread-safe.
 */
final class EventRunner implements EventHandler {

    private static final Logger LOG = LoggerFactory.getLogger(EventRunner.class);

    private final EventReader reader;
    private final Subscriptions subscriptions;
    private final DeadLetterSender deadLetters;
    private final Meters meters;
    private final HandoverMonitor handovers;
    private final AccountIdentities identities;

    EventRunner(
            EventReader reader,
            Subscriptions subscriptions,
            DeadLetterSender deadLetters,
            Meters meters,
            HandoverMonitor handovers,
            AccountIdentities identities) {
        this.reader = reader;
        this.subscriptions = subscriptions;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.handovers = handovers;
        this.identities = identities;
    }

    @Override
    public void handle(Claim claim, Consumer<Result> done) {
        String subscription = claim.event().subscription();
        SubscriptionConsumer consumer = subscriptions.running(subscription);
        if (consumer == null || !run(consumer, claim, done)) {
            // The consumer stopped after the event was claimed, or earlier events of the customer wait in another
            // conversation: the event is released.
            done.accept(Result.postponed());
        }
    }

    private boolean run(SubscriptionConsumer consumer, Claim claim, Consumer<Result> done) {
        if (claim.attempts() > 0) {
            meters.count("whatsapp360.redeliveries");
        }
        InboundEvent event = reader.read(claim.event().body());
        KnownCustomer customer = identities.find(event);
        IdentityEvidence unlearned = identities.unlearned(event, customer);
        if (unlearned != null) {
            if (identities.isForgotten(claim)) {
                done.accept(Result.done());
                return true;
            }
            customer = identities.learn(unlearned);
        }
        if (customer != null && identities.isHeld(claim.event(), customer)) {
            return false;
        }
        return consumer.run(event, customer, claim, handovers, failure -> {
            meters.count("whatsapp360.events", "outcome", failure == null ? "completed" : "failed");
            done.accept(result(claim, failure));
        });
    }

    private static Result result(Claim claim, @Nullable Throwable failure) {
        if (failure == null) {
            return Result.done();
        }
        String subscription = claim.event().subscription();
        LOG.debug("Event {} failed in {}", claim.id(), subscription, failure);
        FailureReason reason = FailureReason.of(failure, subscription);
        return reason.incurable() ? Result.incurable(reason.text()) : Result.failed(reason.text());
    }

    @Override
    public Set<String> runningSubscriptions() {
        return subscriptions.running();
    }

    @Override
    public void buried(Claim claim, String problem) {
        deadLetters.send(reader.read(claim.event().body()), claim, problem);
    }
}
