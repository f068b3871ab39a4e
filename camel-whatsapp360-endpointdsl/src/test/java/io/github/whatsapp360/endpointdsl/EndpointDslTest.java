/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.endpointdsl;

import static io.github.whatsapp360.endpointdsl.StaticEndpointBuilders.whatsapp360;
import static io.github.whatsapp360.endpointdsl.StaticEndpointBuilders.whatsapp360Flow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.camel.Whatsapp360Endpoint;
import io.github.whatsapp360.camel.Whatsapp360Operations;
import io.github.whatsapp360.endpointdsl.builder.Whatsapp360EndpointBuilderFactory.Whatsapp360EndpointBuilder;
import io.github.whatsapp360.flows.camel.Whatsapp360FlowEndpoint;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Routes in Java whose endpoints the compiler checks. */
class EndpointDslTest {

    @Test
    void aRouteIsWrittenWithBuilders() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(whatsapp360("support").events("message,status:failed").apiKey("the-key"))
                            .autoStartup(false)
                            .to(whatsapp360("support")
                                    .to("491701234567")
                                    .operation(Whatsapp360Operations.send)
                                    .advanced()
                                    .requestTimeout("5s"));
                }
            });
            context.start();

            assertThat(context.getEndpoints())
                    .filteredOn(endpoint -> endpoint instanceof Whatsapp360Endpoint)
                    .map(endpoint -> ((Whatsapp360Endpoint) endpoint).getConfiguration())
                    .anySatisfy(consumer -> {
                        assertThat(consumer.getEvents()).isEqualTo("message,status:failed");
                        assertThat(consumer.getApiKey()).isEqualTo("the-key");
                    })
                    .anySatisfy(producer -> {
                        assertThat(producer.getTo()).isEqualTo("491701234567");
                        assertThat(producer.getRequestTimeout()).isEqualTo(5_000);
                    });
        }
    }

    @Test
    void theEndpointOfFormsHasABuilderToo() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(whatsapp360Flow("support")
                                    .privateKey("file:private.pem")
                                    .responseTimeout("5s"))
                            .autoStartup(false)
                            .process(exchange -> {});
                }
            });
            context.start();

            assertThat(context.getEndpoints())
                    .filteredOn(endpoint -> endpoint instanceof Whatsapp360FlowEndpoint)
                    .map(endpoint -> ((Whatsapp360FlowEndpoint) endpoint).getConfiguration())
                    .singleElement()
                    .satisfies(options -> {
                        assertThat(options.getPrivateKey()).isEqualTo("file:private.pem");
                        assertThat(options.getResponseTimeout()).isEqualTo(5_000);
                    });
        }
    }

    @Test
    void thereIsABuilderForEachOptionOfTheCatalog() throws Exception {
        Set<String> methods = new TreeSet<>();
        Stream.of(Whatsapp360EndpointBuilder.class.getMethods())
                .map(Method::getName)
                .forEach(methods::add);
        Stream.of(whatsapp360("support").advanced().getClass().getInterfaces())
                .flatMap(type -> Stream.of(type.getMethods()))
                .map(Method::getName)
                .forEach(methods::add);
        Set<String> options = new TreeSet<>();
        new ObjectMapper()
                .readTree(getClass().getResource("/META-INF/io/github/whatsapp360/camel/whatsapp360.json"))
                .path("properties")
                .properties()
                .forEach(option -> {
                    if (option.getValue().path("kind").asText().equals("parameter")) {
                        options.add(option.getKey());
                    }
                });

        assertThat(methods).containsAll(options);
        assertThat(options).contains("apiKey", "to");
    }
}
