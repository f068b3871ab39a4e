/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.client.SendOutcome;
import io.github.whatsapp360.client.ThrottledException;
import io.github.whatsapp360.client.UnavailableException;
import io.github.whatsapp360.client.Whatsapp360Exception;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Messages that wait while sending is paused. */
class SendingGateTest {

    private final SendingGate gate = new SendingGate();
    private final List<Long> passed = new ArrayList<>();

    private CompletableFuture<?> enter(long place) {
        return gate.enter(place).thenRun(() -> passed.add(place));
    }

    @Test
    void nothingWaitsUnlessItIsPaused() {
        assertThat(gate.enter(gate.newPlace())).isCompleted();
        assertThat(gate.size()).isZero();
    }

    @Test
    void whatWaitsPassesInTheOrderOfItsPlaces() {
        long first = gate.newPlace();
        long second = gate.newPlace();
        long third = gate.newPlace();
        gate.pause();
        enter(third);
        enter(first);
        enter(second);
        assertThat(passed).isEmpty();
        assertThat(gate.size()).isEqualTo(3);

        gate.resume();

        assertThat(passed).containsExactly(first, second, third);
        assertThat(gate.isPaused()).isFalse();
    }

    @Test
    void whatArrivesWhileTheFirstPassesComesBehindTheOthers() {
        gate.pause();
        long first = gate.newPlace();
        long second = gate.newPlace();
        long late = gate.newPlace();
        CompletableFuture<?> unused = gate.enter(first).thenRun(() -> {
            passed.add(first);
            enter(late);
        });
        enter(second);

        gate.resume();

        assertThat(passed).containsExactly(first, second, late);
    }

    @Test
    void aPauseDuringTheResumptionHoldsTheRest() {
        gate.pause();
        long first = gate.newPlace();
        long second = gate.newPlace();
        CompletableFuture<?> unused = gate.enter(first).thenRun(() -> {
            passed.add(first);
            gate.pause();
        });
        enter(second);

        gate.resume();

        assertThat(passed).containsExactly(first);
        assertThat(gate.size()).isEqualTo(1);
        gate.resume();
        assertThat(passed).containsExactly(first, second);
    }

    @Test
    void moreThanTheMaximumAreRefusedAsNotSent() {
        gate.pause();
        for (int i = 0; i < SendingGate.MAXIMUM_HELD; i++) {
            assertThat(gate.enter(gate.newPlace())).isNotDone();
        }
        CompletableFuture<?> refused = gate.enter(gate.newPlace());

        Whatsapp360Exception problem = problem(refused);
        assertThat(problem).isInstanceOf(ThrottledException.class).hasMessageContaining("paused");
        assertThat(problem.outcome()).isEqualTo(SendOutcome.notSent);
        assertThat(gate.pass(1)).as("one that has waited elsewhere").isNotDone();
    }

    @Test
    void closingFailsWhatWaitsAndWhatComes() {
        gate.pause();
        CompletableFuture<?> waiting = gate.enter(gate.newPlace());

        gate.close();

        assertThat(problem(waiting)).isInstanceOf(UnavailableException.class);
        assertThat(problem(gate.enter(gate.newPlace()))).isInstanceOf(UnavailableException.class);
        assertThat(problem(waiting).outcome()).isEqualTo(SendOutcome.notSent);
    }

    private static Whatsapp360Exception problem(CompletableFuture<?> failed) {
        assertThat(failed).isCompletedExceptionally();
        return Whatsapp360Exception.in(
                failed.handle((value, failure) -> failure).join());
    }
}
