/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.LifecycleStrategySupport;
import org.junit.jupiter.api.Test;

/** A start that fails leaves nothing behind. */
class FailedStartTest {

    @Test
    void poolsOfAWebhookThatCannotBeMadeAreShutDown() throws Exception {
        List<ThreadPoolExecutor> pools = new ArrayList<>();
        try (TestBed bed = new TestBed()) {
            bed.context.addLifecycleStrategy(new LifecycleStrategySupport() {
                @Override
                public void onThreadPoolAdd(
                        CamelContext context,
                        ThreadPoolExecutor pool,
                        String id,
                        String sourceId,
                        String routeId,
                        String threadPoolProfileId) {
                    pools.add(pool);
                }
            });
            bed.component.getConfiguration().setInbox("jdbc");
            bed.context.start();
            pools.clear();

            assertThatThrownBy(() -> bed.context.addRoutes(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("whatsapp360:support").to("log:ran");
                        }
                    }))
                    .hasStackTraceContaining("dataSource");

            assertThat(pools).isNotEmpty().allMatch(ThreadPoolExecutor::isShutdown);
        }
    }
}
