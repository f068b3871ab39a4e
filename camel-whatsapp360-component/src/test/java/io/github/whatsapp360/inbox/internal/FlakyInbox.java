/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.InboxState;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** An inbox that fails at times, or whose claims are lost to another node. */
class FlakyInbox implements Inbox {

    private final Inbox inbox;
    boolean failing;
    boolean lost;
    int asked;

    FlakyInbox(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public List<Claim> claim(int limit, Instant now, Set<String> subscriptions) {
        asked++;
        if (failing) {
            throw new InboxException("The disk is gone.");
        }
        return inbox.claim(limit, now, subscriptions);
    }

    @Override
    public boolean holds(Claim claim) {
        return !lost && inbox.holds(claim);
    }

    @Override
    public void open(Runnable workArrived) {
        inbox.open(workArrived);
    }

    @Override
    public CompletableFuture<Integer> store(List<InboxEvent> delivery) {
        return inbox.store(delivery);
    }

    @Override
    public CompletableFuture<Boolean> quarantine(InboxEvent event, String problem) {
        return inbox.quarantine(event, problem);
    }

    @Override
    public Instant nextDue() {
        return inbox.nextDue();
    }

    @Override
    public void complete(Claim claim) {
        inbox.complete(claim);
    }

    @Override
    public void retry(Claim claim, Instant due) {
        inbox.retry(claim, due);
    }

    @Override
    public void release(Claim claim, Instant due) {
        inbox.release(claim, due);
    }

    @Override
    public void bury(Claim claim, String problem) {
        inbox.bury(claim, problem);
    }

    @Override
    public List<DeadLetter> deadLetters(long after, int limit) {
        return inbox.deadLetters(after, limit);
    }

    @Override
    public DeadLetter deadLetter(long id) {
        return inbox.deadLetter(id);
    }

    @Override
    public int replay(DeadLetterSelection selection, String subscription) {
        return inbox.replay(selection, subscription);
    }

    @Override
    public int purge(DeadLetterSelection selection) {
        return inbox.purge(selection);
    }

    @Override
    public InboxState state() {
        return inbox.state();
    }

    @Override
    public void close() {
        inbox.close();
    }
}
