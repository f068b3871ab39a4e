/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What callers do with the answers of a client costs the other calls nothing. */
class ContinuationTest {

    private static final Executor FULL = task -> {
        throw new RejectedExecutionException("full");
    };

    @Test
    void aPoolThatRefusesToGoOnKeepsNoCallFromItsEndAndNoConnectionFromTheOthers() throws Exception {
        try (ApiStub api = new ApiStub()) {
            ClientSettings usual = api.settings();
            ClientSettings narrow = new ClientSettings(
                    usual.baseUrl(),
                    usual.apiKey(),
                    usual.connectTimeout(),
                    usual.requestTimeout(),
                    1,
                    null,
                    null,
                    usual.limits());
            try (Whatsapp360Client client = new Whatsapp360Client(narrow)) {
                List<CompletableFuture<SendReceipt>> sends = IntStream.range(0, 40)
                        .mapToObj(i ->
                                client.send(OutboundMessage.to("4917" + (10_000_000 + i), OutboundContent.text("Hi"))))
                        .toList();
                List<CompletableFuture<Integer>> ends = sends.stream()
                        .map(send -> send.thenApplyAsync(receipt -> 1, FULL).exceptionally(refused -> 0))
                        .toList();

                for (int i = 0; i < sends.size(); i++) {
                    assertThat(sends.get(i).get(20, TimeUnit.SECONDS)).isNotNull();
                    ends.get(i).get(20, TimeUnit.SECONDS);
                }
                assertThat(api.requests()).hasSize(40);
            }
        }
    }
}
