/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of commands, across runs of the program. */
class CommandJournalTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @TempDir
    Path directory;

    private CommandJournal journal() {
        CommandJournal journal = new CommandJournal();
        journal.setDirectory(directory.toString());
        journal.setName("a/b");
        journal.setSize(3);
        journal.start();
        return journal;
    }

    private Exchange of(String key) {
        Exchange exchange = new DefaultExchange(context);
        exchange.setVariable(CommandJournal.KEY_VARIABLE, key);
        return exchange;
    }

    @Test
    void whatWasBegunAndNotFinishedIsInterruptedInTheNextRunAndAfterAFailure() {
        CommandJournal first = journal();
        for (String key : List.of("finished", "begun", "forgotten\n+x")) {
            assertThat(first.add(key)).isTrue();
        }
        assertThat(first.add("begun")).isFalse();
        assertThat(first.isInterrupted(of("begun"))).isFalse();
        first.confirm("finished");
        first.forget(of("forgotten\n+x"));
        first.stop();

        CommandJournal second = journal();
        assertThat(second.add("finished")).isFalse();
        assertThat(second.isInterrupted(of("finished"))).isFalse();
        assertThat(second.add("begun")).isFalse();
        assertThat(second.isInterrupted(of("begun"))).isTrue();
        assertThat(second.add("forgotten\n+x")).isTrue();
        assertThat(second.isInterrupted(of("forgotten\n+x"))).isFalse();
        second.remove("forgotten\n+x");
        assertThat(second.isInterrupted(of("forgotten\n+x"))).isTrue();
        second.stop();
    }

    /** An interrupt closes the file while it is written, as a full disk cuts a line. */
    @Test
    void aWriteThatFailedDoesNotEndTheJournal() {
        CommandJournal first = journal();
        first.add("before");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> first.add("refused")).hasMessageContaining("cannot be written");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(first.contains("refused")).isFalse();
        assertThat(first.add("after")).isTrue();
        assertThat(first.confirm("before")).isTrue();
        first.stop();

        CommandJournal second = journal();
        assertThat(second.add("before")).isFalse();
        assertThat(second.isInterrupted(of("before"))).isFalse();
        assertThat(second.isInterrupted(of("after"))).isTrue();
        second.stop();
    }

    @Test
    void aLineThatACrashCutShortIsLeftOutAndTheOldestKeysGo() throws Exception {
        CommandJournal first = journal();
        for (int i = 0; i < 20; i++) {
            first.add("k" + i);
            first.confirm("k" + i);
        }
        first.stop();
        Path file = directory.resolve("a%2Fb.journal");
        Files.writeString(file, "+cut", StandardOpenOption.APPEND);

        CommandJournal second = journal();
        assertThat(second.contains("cut")).isFalse();
        assertThat(second.contains("k19")).isTrue();
        assertThat(second.contains("k16")).isFalse();
        assertThat(Files.readAllLines(file)).hasSize(6);
        second.stop();
    }

    @Test
    void aSecondBridgeOfTheSameNameIsRefused() {
        CommandJournal first = journal();

        assertThatThrownBy(this::journal).rootCause().hasMessageContaining("give each bridge its own name");
        first.stop();
    }
}
