/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters of 600 MB in a process with a heap of 256 MB. */
class LargeDeadLettersTest {

    private static final int LETTERS = 150;
    private static final int SIZE = 4 << 20;

    @Test
    void manyLargeDeadLettersAreListedShownReplayedAndPurged(@TempDir Path directory) throws Exception {
        ChildJvm child = ChildJvm.start("256m", Program.class, directory);
        assertThat(child.next()).as(child.log()).isEqualTo("listed " + LETTERS + " without bodies");
        assertThat(child.next()).as(child.log()).isEqualTo("shown " + SIZE);
        assertThat(child.next()).as(child.log()).isEqualTo("replayed " + LETTERS / 2);
        assertThat(child.next()).as(child.log()).isEqualTo("replayed " + LETTERS / 2);
        assertThat(child.next()).as(child.log()).isNull();
    }

    /** What the child runs. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            try (Inbox inbox = Inboxes.open(Path.of(arguments[0]))) {
                for (int i = 0; i < LETTERS; i++) {
                    int unused = inbox.store(
                                    List.of(new InboxEvent("k" + i, "anna", "message", "message", new byte[SIZE])))
                            .join();
                    inbox.bury(inbox.claim(1, Instant.now(), Events.ALL).get(0), "too large");
                }
                List<DeadLetter> all = inbox.deadLetters(0, 1_000);
                boolean bodiless = all.stream().allMatch(letter -> letter.body() == null && letter.size() == SIZE);
                ChildJvm.say("listed " + all.size() + (bodiless ? " without bodies" : ""));
                ChildJvm.say("shown " + inbox.deadLetter(all.get(0).id()).body().length);
                List<Long> half =
                        all.stream().limit(LETTERS / 2).map(DeadLetter::id).toList();
                ChildJvm.say("replayed " + inbox.replay(DeadLetterSelection.of(half)));
                ChildJvm.say("replayed " + inbox.replay(DeadLetterSelection.all()));
            }
        }
    }
}
