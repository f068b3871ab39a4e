/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.inbox.internal.postgres.Postgres;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.template.TemplateParameters;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is slow or away holds up the route that needs it, and no thread that serves all accounts. */
class SendingReadsTest {

    private static final String PHONE = "491701234567";

    /** The method in which each thread that reads outside a caller's transaction waits. */
    private static final String READ = "outsideTransaction";

    private final Queue<String> readers = new ConcurrentLinkedQueue<>();

    @TempDir
    private static Path directory;

    /** Notes which threads wait for the database whenever a connection is asked for. */
    private DataSource watched(DataSource pool) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    noteReaders();
                    try {
                        return method.invoke(pool, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    /** A read runs on a thread of the store, so the one that asks is found by its stack. */
    private void noteReaders() {
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (Stream.of(stack).anyMatch(frame -> frame.getMethodName().equals(READ))) {
                readers.add(thread.getName());
            }
        });
    }

    @Test
    void neitherTheHttpClientNorTheServersLoopReadsTheDatabase() throws Exception {
        try (Postgres postgres = Postgres.start(directory);
                HikariDataSource pool = postgres.pool();
                TestBed bed = new TestBed()) {
            bed.component.getConfiguration().setInbox("jdbc");
            bed.component.getConfiguration().setDataSource(watched(pool));
            bed.simulator.addTemplate("{\"name\":\"sale\",\"language\":\"en_US\",\"category\":\"MARKETING\","
                    + "\"status\":\"APPROVED\",\"components\":[{\"type\":\"BODY\",\"text\":\"Hello.\"}]}");
            bed.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("whatsapp360:support").to("mock:in");
                    from("direct:send").to("whatsapp360:support?whenWindowClosed=send&to=" + PHONE);
                }
            });
            assertThat(bed.deliver("support", TestBed.text("wamid.1", PHONE, "Hi"))
                            .statusCode())
                    .isEqualTo(200);

            List<OutboundContent> several = List.of(
                    OutboundContent.text("One"),
                    OutboundContent.template("sale", "en_US", TemplateParameters.none()),
                    OutboundContent.text("Three"));
            for (int i = 0; i < 3; i++) {
                Exchange sent = bed.context
                        .createProducerTemplate()
                        .request(
                                "direct:send", exchange -> exchange.getMessage().setBody(several));

                assertThat(sent.getException()).isNull();
                assertThat(sent.getMessage().getHeader(Whatsapp360Constants.CUSTOMER_ID))
                        .isNotNull();
            }

            assertThat(readers)
                    .isNotEmpty()
                    .noneMatch(name -> name.startsWith("Whatsapp360Http"))
                    .noneMatch(name -> name.startsWith("Whatsapp360Timer"))
                    .noneMatch(name -> name.contains("eventloop"));
        }
    }
}
