/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import static io.github.whatsapp360.inbox.Events.event;
import static io.github.whatsapp360.inbox.Events.keys;
import static io.github.whatsapp360.inbox.Events.store;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.KeepingContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryInboxTest extends KeepingContract {

    @Override
    protected Inbox newInbox(InboxLimits limits) {
        return new MemoryInbox(limits, clock);
    }

    @Test
    void aBeanThatIsOpenedAgainHandsOutWhatWasNotSettled() {
        store(inbox, "anna", "a1", "a2");
        assertThat(claim(8)).hasSize(1);
        inbox.close();
        assertThat(inbox.store(List.of(event("anna", "a3")))).isCompletedExceptionally();

        inbox.open(() -> {});

        assertThat(store(inbox, "anna", "a3")).isEqualTo(1);
        assertThat(keys(claim(8))).containsExactly("a1");
    }

    @Test
    void theOldestDeadLettersGiveWay() throws Exception {
        open(new InboxLimits(10, Duration.ZERO));
        for (int i = 0; i <= MemoryInbox.MAXIMUM_DEAD_LETTERS; i++) {
            store(inbox, "anna", "a" + i);
            inbox.bury(claim(1).get(0), "no use");
        }

        assertThat(inbox.state().deadLetters()).isEqualTo(MemoryInbox.MAXIMUM_DEAD_LETTERS);
        assertThat(inbox.deadLetters(0, 1).get(0).key()).isEqualTo("a1");
    }
}
