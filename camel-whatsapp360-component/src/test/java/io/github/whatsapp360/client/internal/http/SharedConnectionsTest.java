/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.whatsapp360.client.ApiStub;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SharedConnectionsTest {

    /** HttpCore 5.4 logs one if its threads still run when they are closed. */
    @Test
    void closingLeavesNoErrorInTheLog() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("org.apache.hc");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try (ApiStub api = new ApiStub()) {
            for (int i = 0; i < 30; i++) {
                useAndClose(api);
            }
        } finally {
            logger.detachAppender(log);
        }
        assertThat(List.copyOf(log.list))
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
    }

    private static void useAndClose(ApiStub api) throws Exception {
        try (SharedConnections connections = SharedConnections.of(api.settings())) {
            SimpleHttpRequest request =
                    SimpleRequestBuilder.get(api.url() + "/health_status").build();
            assertThat(connections
                            .http()
                            .execute(request, null)
                            .get(20, TimeUnit.SECONDS)
                            .getCode())
                    .isEqualTo(200);
        }
    }
}
