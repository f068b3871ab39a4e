/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What must not be seen is seen nowhere: not in our logs, not in JMX, not in exceptions, not by {@code toString}. */
class NothingLeaksTest {

    private static final String PHONE = "491709998877";
    private static final String TEXT = "strictly-confidential";
    private static final String NAME = "Lena K.";
    private static final String SIGNATURE_SECRET = "platform-secret-0123456789";
    private static final String DERIVED = WebhookSecurity.derivedSecret(TestBed.KEY, "support");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.github.whatsapp360");
    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        log.start();
        root.addAppender(log);
        ours.setLevel(Level.DEBUG);
        // The simulator stands on the other side and may say what it likes.
        ((Logger) LoggerFactory.getLogger("io.github.whatsapp360.simulator")).setLevel(Level.OFF);
        root.setLevel(Level.INFO);
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
        root.detachAppender(log);
        ours.setLevel(null);
        root.setLevel(Level.WARN);
    }

    private static void assertSilent(String what, String shown) {
        assertThat(shown)
                .as(what)
                .doesNotContain(TestBed.KEY)
                .doesNotContain(DERIVED)
                .doesNotContain(SIGNATURE_SECRET)
                .doesNotContain(PHONE)
                .doesNotContain(TEXT)
                .doesNotContain(NAME);
    }

    @Test
    void noSecretNoNumberAndNoText() throws Exception {
        bed.registered("support").start(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("whatsapp360:support?markAsRead=true&apiKey=" + TestBed.KEY
                                + "&maximumRedeliveries=0&events=all&deadLetterUri=mock:dead")
                        .routeId("receiver")
                        .process(exchange -> {
                            throw new IllegalStateException("The mail server is down");
                        });
                from("whatsapp360:signed?apiKey=" + TestBed.KEY + "&registerWebhook=false&signatureSecret="
                                + SIGNATURE_SECRET)
                        .routeId("signed")
                        .to("mock:signed");
            }
        });
        String delivery = TestBed.text("wamid.1", PHONE, TEXT);

        bed.deliver("support", delivery);
        bed.deliver("support", delivery, "wrong-" + DERIVED.substring(1));
        bed.deliver("support", delivery.substring(0, delivery.length() - 3));
        bed.deliver(
                "support", delivery.replace("\"type\":\"text\"", "\"type\":17").replace("wamid.1", "wamid.2"));
        bed.deliver("signed", delivery, WebhookSecurity.derivedSecret(TestBed.KEY, "signed"));
        await().atMost(TestBed.LIMIT).until(() -> bed.deadLetters("support").size() >= 3);

        assertSilent("JMX", everythingInJmx());
        assertSilent("dead letters", bed.deadLetters("support").toString());
        assertSilent("endpoints", bed.context.getEndpoints().toString());
        assertSilent(
                "health",
                ((Whatsapp360Consumer) bed.context.getRoute("receiver").getConsumer())
                        .getHealthCheck()
                        .call()
                        .getDetails()
                        .toString());
        assertSilent("routes", bed.context.getRoutes().toString());
        bed.context.stop();
        assertThat(log.list).isNotEmpty();
        for (ILoggingEvent event : new ArrayList<>(log.list)) {
            String stack =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            assertSilent(
                    "log", event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + stack);
        }
    }

    private String everythingInJmx() throws Exception {
        MBeanServer server =
                bed.context.getManagementStrategy().getManagementAgent().getMBeanServer();
        List<String> shown = new ArrayList<>();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            shown.add(name.toString());
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                try {
                    shown.add(String.valueOf(server.getAttribute(name, attribute.getName())));
                } catch (javax.management.JMException | RuntimeException unavailable) {
                    shown.add(attribute.getName() + " cannot be read");
                }
            }
        }
        return String.join("\n", shown);
    }

    @Test
    void aConflictOfSecretsShowsNeither() {
        Throwable conflict = org.assertj.core.api.Assertions.catchThrowable(() -> bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?webhookSecret=first-0123456789").to("mock:a");
                from("whatsapp360:support?webhookSecret=second-0123456789").to("mock:b");
            }
        }));

        assertThat(conflict).isNotNull();
        for (Throwable each = conflict; each != null; each = each.getCause()) {
            assertThat(each.toString()).doesNotContain("first-0123456789", "second-0123456789");
        }
    }

    @Test
    void everyStartWarnsOfAWebhookThatTakesDeliveriesFromAnybody() throws Exception {
        bed.component.getConfiguration().setApiKey(null);
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?unauthenticatedWebhook=true").to("mock:events");
            }
        });

        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(message -> message.contains("accepts deliveries from unauthenticated senders"));
        assertThat(bed.deliver("support", "{}", "").statusCode()).isEqualTo(200);
    }
}
