/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.inbox.DeadLetter;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.builder.PredicateBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Camel can compare of a typed body is compared by its text; what it cannot fails and says what to write. */
class TypedBodyPredicatesTest {

    private static final String ELEMENT = """
            {"from":"491701234567","id":"wamid.1","timestamp":"1789000000","type":"text",\
            "text":{"body":"Good morning"}}""";

    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private Exchange run(Object body) {
        return bed.context.createProducerTemplate().request("direct:in", exchange -> {
            exchange.getMessage().setHeader("keyword", "morning");
            exchange.getMessage().setBody(body);
        });
    }

    private Object message() {
        return bed.context.getTypeConverter().convertTo(InboundMessage.class, ELEMENT);
    }

    private void filter(Predicate predicate) throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").filter(predicate).setBody(constant("matched"));
            }
        });
    }

    private Predicate simple(String text) {
        return bed.context.resolveLanguage("simple").createPredicate(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${body} contains 'morning'",
                "${in.body} contains ${header.keyword}",
                "${body} !contains 'evening'",
                "${body} ~~ 'MORNING'",
                "${body} !~~ 'EVENING'",
                "${body} in 'Good morning,Good evening'",
                "${body} !in 'Hello,Hi'",
                "'morning' in ${body}",
                "${header.keyword} == 'morning' && ${body} contains 'morning'",
                "${body} == 'x' || ${body} ~~ 'morning'",
            })
    void whatIsNeverTrueOfAnEventFailsAndSaysWhatToWrite(String predicate) throws Exception {
        filter(simple(predicate));

        assertThat(run(message()).getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("${bodyAs(String)} contains 'x'");
        assertThat(run("Good morning").getException()).isNull();
    }

    @Test
    void theSameInJavaFailsToo() throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .filter(PredicateBuilder.and(header("keyword").isNotNull(), body().contains("morning")))
                        .setBody(constant("matched"));
                from("direct:choice")
                        .choice()
                        .when(body().isEqualTo("x"))
                        .log("x")
                        .when(body().contains("morning"))
                        .log("morning");
            }
        });

        assertThat(run(message()).getException()).isInstanceOf(InvalidMessageException.class);
        assertThat(bed.context
                        .createProducerTemplate()
                        .request("direct:choice", exchange -> exchange.getMessage()
                                .setBody(message()))
                        .getException())
                .isInstanceOf(InvalidMessageException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${bodyAs(String)} contains 'morning'",
                "${bodyAs(String)} ~~ 'MORNING'",
                "${bodyAs(String)} in 'Good morning,Good evening'",
                "${body.text} contains 'morning'",
                "${body.content.text} ~~ 'MORNING'",
                "${body} == 'Good morning'",
                "${body} =~ 'good MORNING'",
                "${body} startsWith 'Good'",
                "${body} endsWith 'morning'",
                "${body} regex '.*morning'",
                "${header.keyword} in 'morning,evening'",
                "${header.keyword} contains 'body'  || ${body} startsWith 'Good'",
            })
    void whatIsDocumentedWorksOnTheTypedBody(String predicate) throws Exception {
        filter(simple(predicate));

        Exchange done = run(message());

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isEqualTo("matched");
    }

    @Test
    void inYamlAnEventThatRunsIntoItIsADeadLetterAtOnceWithTheReason() throws Exception {
        PluginHelper.getRoutesLoader(bed.context).loadRoutes(ResourceHelper.fromString("routes.yaml", """
                        - route:
                            from:
                              uri: whatsapp360:support
                              steps:
                                - choice:
                                    when:
                                      - simple: "${body} contains 'morning'"
                                        steps:
                                          - to: mock:morning
                                    otherwise:
                                      steps:
                                        - to: mock:other
                        """));
        bed.context.start();

        bed.deliver("support", TestBed.text("wamid.1", "491701234567", "Good morning"));

        await().atMost(TestBed.LIMIT).untilAsserted(() -> assertThat(bed.deadLetters("support"))
                .extracting(DeadLetter::problem)
                .singleElement()
                .asString()
                .contains("${bodyAs(String)} contains 'x'"));
    }
}
