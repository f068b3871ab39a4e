/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import static io.github.whatsapp360.flows.camel.FlowServersTest.tree;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.github.whatsapp360.flows.FlowResponse;
import io.github.whatsapp360.flows.FlowTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Who may call: signatures of the app, flow tokens, and what is told to nobody. */
class FlowProtectionTest {

    private static final String TOKEN_SECRET = "own-token-secret-1";
    private static final String APP_SECRET = "own-app-secret";

    private FlowBed bed;

    private Phone start(String options) throws Exception {
        bed = new FlowBed();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360-flow:support?" + options)
                        .to("mock:requests")
                        .process(exchange -> exchange.getMessage().setBody(reply(exchange)));
            }
        });
        return bed.phone();
    }

    private static FlowResponse reply(Exchange exchange) {
        return "TIME".equals(exchange.getMessage().getHeader("CamelWhatsapp360FlowScreen"))
                ? FlowResponse.completed(Map.of("slot", "11:30"))
                : FlowResponse.screen("TIME");
    }

    private MockEndpoint requests() {
        return bed.context.getEndpoint("mock:requests", MockEndpoint.class);
    }

    @AfterEach
    void stop() throws Exception {
        if (bed != null) {
            bed.close();
        }
    }

    @Test
    void withAnAppSecretOnlySignedRequestsAreAnswered() throws Exception {
        Phone phone = start("appSecret=" + APP_SECRET + "&previousAppSecret=former-secret");

        int unsigned = phone.open("t").status();
        phone.appSecret = "wrong";
        Phone.Answer wrong = phone.open("t");
        phone.appSecret = APP_SECRET;
        int signed = phone.open("t").status();
        phone.appSecret = "former-secret";
        int formerly = phone.open("t").status();

        assertThat(unsigned).isEqualTo(432);
        assertThat(wrong.status()).isEqualTo(432);
        assertThat(wrong.body()).isEmpty();
        assertThat(signed).isEqualTo(200);
        assertThat(formerly).isEqualTo(200);
        assertThat(bed.phone()
                        .with("X-Hub-Signature-256", "sha256=no-hex")
                        .open("t")
                        .status())
                .isEqualTo(432);
        assertThat(bed.phone().ping().status()).isEqualTo(432);
        assertThat(requests().getReceivedCounter()).isEqualTo(2);
    }

    @Test
    void aTokenOfOursNamesTheCustomer() throws Exception {
        Phone phone = start("tokenSecret=" + TOKEN_SECRET);

        assertThat(phone.open(new FlowTokens(TOKEN_SECRET).issue("491701234567", "order-7"))
                        .status())
                .isEqualTo(200);
        assertThat(requests().getExchanges().get(0).getIn().getHeaders())
                .containsEntry("CamelWhatsapp360FlowCustomer", "491701234567")
                .containsEntry("CamelWhatsapp360FlowTokenData", "order-7");
    }

    @Test
    void whatIsNoTokenOfOursIsAnswered427() throws Exception {
        Phone phone = start("tokenSecret=" + TOKEN_SECRET + "&invalidTokenMessage=Ask again");
        FlowTokens ours = new FlowTokens(TOKEN_SECRET);
        String good = ours.issue("491701234567", "order-7");
        FlowTokens expired = new FlowTokens(TOKEN_SECRET);
        expired.setClock(Clock.fixed(Instant.now().minus(Duration.ofDays(2)), ZoneOffset.UTC));
        String[] refused = {
            null,
            "",
            "unused",
            "f1..",
            "f1.e30.e30",
            good.substring(0, good.length() - 1),
            good.substring(0, good.length() - 2) + (good.endsWith("AA") ? "BB" : "AA"),
            "f1.x" + good.substring(4),
            new FlowTokens("another-token-secret").issue("491701234567", "order-7"),
            expired.issue("491701234567"),
            "x".repeat(10_000)
        };

        for (String token : refused) {
            Phone.Answer answer = phone.open(token);
            assertThat(answer.status()).as("%s", token).isEqualTo(427);
            assertThat(tree(answer.body())).isEqualTo(tree("{\"error_msg\":\"Ask again\"}"));
        }
        assertThat(requests().getReceivedCounter()).isZero();
        assertThat(phone.open(good).status()).isEqualTo(200);
        assertThat(phone.ping().status()).isEqualTo(200);
    }

    @Test
    void aTokenIsUsedUpWhenItsFormIsCompleted() throws Exception {
        Phone phone = start("tokenSecret=" + TOKEN_SECRET);
        FlowTokens tokens = new FlowTokens(TOKEN_SECRET);
        String token = tokens.issue("491701234567");
        Phone.Sealed last = phone.seal(Phone.json("data_exchange", "TIME", Map.of(), token));

        int opened = phone.open(token).status();
        int completed = phone.send(last).status();
        int replayed = phone.send(last).status();
        int openedAgain = phone.open(token).status();

        assertThat(opened).isEqualTo(200);
        assertThat(completed).isEqualTo(200);
        assertThat(replayed).isEqualTo(427);
        assertThat(openedAgain).isEqualTo(427);
        assertThat(phone.open(tokens.issue("491701234567")).status()).isEqualTo(200);
    }

    @Test
    void aFormerTokenSecretIsAcceptedWhileItIsGiven() throws Exception {
        Phone phone = start("tokenSecret=" + TOKEN_SECRET + "&previousTokenSecret=former-token-secret");

        assertThat(phone.open(new FlowTokens("former-token-secret").issue("491701234567"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void wrongOptionsAreErrorsOfTheStart() {
        FlowBed.assertRefused(() -> start("tokenSecret=short"), "tokenSecret", "at least 16 characters");
        FlowBed.assertRefused(
                () -> start("previousTokenSecret=former-token-secret"), "previousTokenSecret requires tokenSecret");
        FlowBed.assertRefused(() -> start("previousAppSecret=former"), "previousAppSecret requires appSecret");
        FlowBed.assertRefused(() -> start("responseTimeout=0"), "responseTimeout");
        FlowBed.assertRefused(() -> start("concurrentConsumers=0"), "concurrentConsumers");
        FlowBed.assertRefused(() -> start("maximumRequestSize=much"), "maximumRequestSize=much");
        FlowBed.assertRefused(() -> start("flowJson=classpath:none.json"), "none.json");
        FlowBed.assertRefused(() -> start("webhookPath=/a/*"), "webhookPath");
    }

    @Test
    void twoConsumersCannotShareAPath() {
        FlowBed.assertRefused(
                () -> {
                    bed = new FlowBed();
                    bed.start(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("whatsapp360-flow:support").to("mock:one");
                            from("whatsapp360-flow:sales?webhookPath=" + FlowBed.PATH)
                                    .to("mock:two");
                        }
                    });
                },
                "support",
                "sales",
                "webhookPath");
    }

    /** At any level of any library; what a route itself logs of headers and body is its own decision. */
    @Test
    void nothingOfTheFormIsLogged() throws Exception {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())));
            }
        };
        Level before = root.getLevel();
        root.detachAppender("out");
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.TRACE);
        try {
            bed = new FlowBed();
            bed.component.getConfiguration().setTokenSecret(TOKEN_SECRET);
            bed.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("whatsapp360-flow:support?errors=true&errorMessage=Again")
                            .process(exchange -> exchange.getMessage().setBody(reply(exchange)));
                }
            });
            Phone phone = bed.phone();
            String token = new FlowTokens(TOKEN_SECRET).issue("491709876543", "order-99");
            phone.open(token);
            phone.submit("DAY", Map.of("diagnosis", "hay-fever-42"), token);
            phone.submit("DAY", Map.of("diagnosis", "hay-fever-42", "error", "e", "error_message", "m"), token);
            phone.submit("TIME", Map.of("diagnosis", "hay-fever-42"), token);
            phone.submit("TIME", Map.of("diagnosis", "hay-fever-42"), "forged-token-31");
            phone.ask("{\"action\":\"INIT\",\"diagnosis\":\"hay-fever-42\" broken");
            phone.post("{\"broken\":\"hay-fever-42\"".getBytes(UTF_8));
            bed.close();
            assertThat(lines).isNotEmpty();
            assertThat(lines.stream().filter(line -> Stream.of(
                                    "hay-fever-42", "491709876543", "order-99", "forged-token-31", token, TOKEN_SECRET)
                            .anyMatch(line::contains)))
                    .isEmpty();
        } finally {
            root.setLevel(before);
            root.detachAppender(appender);
        }
    }
}
