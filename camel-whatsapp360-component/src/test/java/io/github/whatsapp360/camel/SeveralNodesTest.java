/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.inbox.InboxState.Condition;
import io.github.whatsapp360.inbox.internal.postgres.Postgres;
import io.github.whatsapp360.window.ServiceWindow.State;
import io.github.whatsapp360.window.internal.WindowOwner;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two Camel contexts that share the inbox and the windows of an account. */
@Timeout(180)
class SeveralNodesTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String LENA = "491701234567";

    @TempDir
    static Path directory;

    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

    private TestBed node(HikariDataSource pool) throws Exception {
        TestBed node = new TestBed();
        node.component.getConfiguration().setInbox("jdbc");
        node.context.getRegistry().bind("pool", pool);
        return node.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support")
                        .process(exchange -> ran.add(exchange.getMessage().getBody(String.class)));
            }
        });
    }

    private static State window(TestBed node) {
        return node.component
                .account("support")
                .windows()
                .windowOf(WindowOwner.phone(LENA))
                .state();
    }

    private static String now(String id, String text) {
        return TestBed.text(id, LENA, text)
                .replace("1789000000", Long.toString(Clock.systemUTC().instant().getEpochSecond()));
    }

    @Test
    void twoContextsRunEachMessageOnceAndKnowTheSameWindows() throws Exception {
        try (Postgres postgres = Postgres.start(directory);
                HikariDataSource onePool = postgres.pool();
                HikariDataSource anotherPool = postgres.pool();
                TestBed one = node(onePool);
                TestBed another = node(anotherPool)) {
            // A database that has just started may be too slow for the first one; 360dialog would repeat it too.
            await().atMost(SOON)
                    .until(() -> one.deliver("support", now("wamid.1", "first")).statusCode() == 200);
            assertThat(another.deliver("support", now("wamid.1", "first")).statusCode())
                    .isEqualTo(200);
            assertThat(another.deliver("support", now("wamid.2", "second")).statusCode())
                    .isEqualTo(200);
            await().atMost(SOON).untilAsserted(() -> assertThat(ran).containsExactly("first", "second"));
            assertThat(window(one)).isEqualTo(State.open);
            assertThat(window(another)).isEqualTo(State.open);

            postgres.stop(true);
            assertThat(one.deliver("support", now("wamid.3", "third")).statusCode())
                    .isEqualTo(503);
            await().atMost(SOON)
                    .until(() -> one.component
                                    .account("support")
                                    .receiver()
                                    .runtime()
                                    .inbox()
                                    .state()
                                    .condition()
                            == Condition.DOWN);
            assertThat(window(one)).isEqualTo(State.unknown);
            postgres.start();
            await().atMost(SOON)
                    .until(() -> one.deliver("support", now("wamid.3", "third")).statusCode() == 200);
            await().atMost(SOON).untilAsserted(() -> assertThat(ran).containsExactly("first", "second", "third"));
        }
    }

    @Test
    void whatOneNodeLearnsOfItsNumberAllKnow(@TempDir Path own) throws Exception {
        try (Postgres postgres = Postgres.start(own);
                HikariDataSource pool = postgres.pool();
                TestBed one = node(pool);
                TestBed another = node(pool)) {
            await().atMost(SOON)
                    .until(() -> one.deliver("support", now("wamid.1", "first")).statusCode() == 200);
            assertThat(another.deliver("support", foreign("wamid.2", "second")).statusCode())
                    .isEqualTo(200);
            assertThat(another.deadLetters("support")).hasSize(1);

            one.context
                    .getEndpoint("whatsapp360:support", Whatsapp360Endpoint.class)
                    .clearPhoneNumberId();
            assertThat(another.deliver("support", foreign("wamid.3", "third")).statusCode())
                    .isEqualTo(200);
            assertThat(one.deliver("support", foreign("wamid.4", "fourth")).statusCode())
                    .isEqualTo(200);

            await().atMost(SOON).untilAsserted(() -> assertThat(ran).containsExactly("first", "third", "fourth"));
            assertThat(one.deadLetters("support")).hasSize(1);
        }
    }

    private static String foreign(String id, String text) {
        return now(id, text).replace("401122334455667", "333333333333333");
    }

    @Test
    void withoutADatabaseItDoesNotStart() throws Exception {
        try (TestBed node = new TestBed()) {
            node.component.getConfiguration().setInbox("jdbc");
            assertThatThrownBy(() -> node.start(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("whatsapp360:support").to("log:x");
                        }
                    }))
                    .hasStackTraceContaining("needs dataSource=#name");
        }
    }
}
