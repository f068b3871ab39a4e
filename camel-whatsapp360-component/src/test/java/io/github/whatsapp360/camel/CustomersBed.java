/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.internal.receive.Receiver;
import io.github.whatsapp360.event.UserEvent;
import io.github.whatsapp360.event.change.UserChange;
import io.github.whatsapp360.identity.CustomerIdentity;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.jspecify.annotations.Nullable;

/** One run of an application whose route takes the messages, statuses and users of an account. */
final class CustomersBed implements AutoCloseable {

    static final Path FIXTURES = Path.of("src/test/resources/fixtures/identity");

    final TestBed bed = new TestBed();

    CustomersBed(Path directory, Object inbox, @Nullable DataSource database, boolean runs) throws Exception {
        this(directory, inbox, database, runs, "phone");
    }

    CustomersBed(Path directory, String inbox, MeterRegistry meters) throws Exception {
        bed.context.getRegistry().bind("meters", meters);
        start(directory, inbox, null, true, "phone");
    }

    CustomersBed(Path directory, Object inbox, @Nullable DataSource database, boolean runs, String preference)
            throws Exception {
        start(directory, inbox, database, runs, preference);
    }

    private void start(Path directory, Object inbox, @Nullable DataSource database, boolean runs, String preference)
            throws Exception {
        bed.component.getConfiguration().setRecipientPreference(preference);
        Instant begin = Instant.ofEpochSecond(1_796_000_100);
        bed.component.setClock(Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), begin)));
        bed.component.setInboxDirectory(directory.toString());
        bed.component.getConfiguration().setInbox(inbox);
        bed.component.getConfiguration().setDataSource(database);
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?events=message,status,user&subscription=all")
                        .routeId("all")
                        .autoStartup(true)
                        .process(exchange -> {
                            if (!runs) {
                                throw new IllegalStateException("not now");
                            }
                        })
                        .to("mock:in");
            }
        });
    }

    Message arrives(String situation) throws Exception {
        int before = events().size();
        deliver(Files.readString(FIXTURES.resolve(situation + ".json")));
        await().atMost(TestBed.LIMIT).until(() -> events().size() > before);
        return events().get(before);
    }

    /** What arrived, without what the component tells itself. */
    List<Message> events() {
        return in().getExchanges().stream()
                .map(Exchange::getMessage)
                .filter(message -> !message.getHeader(Whatsapp360Constants.EVENT_NAME, String.class)
                        .startsWith("identity:"))
                .toList();
    }

    void deliver(String body) throws Exception {
        assertThat(bed.deliver("support", body).statusCode()).isEqualTo(200);
    }

    MockEndpoint in() {
        return bed.context.getEndpoint("mock:in", MockEndpoint.class);
    }

    List<UserChange.Identity> changes(String event) {
        List<UserChange.Identity> changes = new ArrayList<>();
        for (Exchange each : in().getExchanges()) {
            if (each.getMessage().getBody() instanceof UserEvent user
                    && user.change() instanceof UserChange.Identity identity
                    && identity.event().equals(event)) {
                changes.add(identity);
            }
        }
        return changes;
    }

    CustomerIdentity identity(String name) {
        return bed.context
                .createProducerTemplate()
                .requestBody("whatsapp360:support?operation=identity", name, CustomerIdentity.class);
    }

    /** @param remote whether also in the contact book of the business */
    Exchange forget(String name, boolean remote) {
        return bed.context.createProducerTemplate().request("whatsapp360:support?operation=forget", exchange -> {
            exchange.getMessage().setBody(name);
            exchange.getMessage().setHeader(Whatsapp360Constants.FORGET_REMOTE, remote);
        });
    }

    /** Until nothing waits any more. */
    void awaitIdle() {
        Receiver receiver = bed.account("support").receiver();
        await().atMost(TestBed.LIMIT)
                .until(() -> Objects.requireNonNull(receiver.runtime())
                                .inbox()
                                .state()
                                .waiting()
                        == 0);
    }

    void send(String to) {
        Exchange sent = bed.context
                .createProducerTemplate()
                .request("whatsapp360:support?whenWindowClosed=send&to=" + to, exchange -> exchange.getMessage()
                        .setBody("Hi"));
        assertThat(sent.getException()).isNull();
    }

    @Override
    public void close() throws IOException {
        bed.close();
    }

    /** A message of a person who shows some of the names. */
    static String message(String id, @Nullable String phone, @Nullable String userId, long second) {
        String from = (phone == null ? "" : "\"from\":\"" + phone + "\",")
                + (userId == null ? "" : "\"from_user_id\":\"" + userId + "\",");
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"301","changes":[{"field":"messages","value":{
                "messaging_product":"whatsapp","metadata":{"phone_number_id":"401122334455667"},
                "messages":[{%s"id":"%s","timestamp":"%d","type":"text","text":{"body":"%s"}}]}}]}]}""".formatted(from, id, 1_796_000_000L + second, id);
    }

    /** Everything in the tables of an inbox on PostgreSQL. */
    static String tables(DataSource database) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet row =
                    statement.executeQuery("select tablename from pg_tables where tablename like 'whatsapp360_%'")) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
            for (String name : names) {
                String body = name.endsWith("_event") || name.endsWith("_dead_letter")
                        ? " || ' ' || encode(body, 'escape')"
                        : "";
                try (ResultSet row =
                        statement.executeQuery("select string_agg(t::text" + body + ", ' ') from " + name + " t")) {
                    row.next();
                    all.append(row.getString(1)).append('\n');
                }
            }
        }
        return all.toString();
    }

    /** Everything in the files of a directory. */
    static String files(Path directory) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1)).append('\n');
            }
        }
        return all.toString();
    }
}
