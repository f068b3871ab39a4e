/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.internal.receive.ReceiverView;
import io.github.whatsapp360.simulator.fault.Fault;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.junit.jupiter.api.Test;

/** JMX, metrics and the developer console show the state of an account. */
class MonitoringTest extends MonitoredRoute {

    @Test
    void jmxShowsNumbersAndRunsDeadLettersAgain() throws Exception {
        start("");
        MBeanServer server =
                bed.context.getManagementStrategy().getManagementAgent().getMBeanServer();
        ObjectName name = server.queryNames(new ObjectName("org.apache.camel:type=endpoints,*"), null).stream()
                .filter(each -> each.toString().contains("whatsapp360://"))
                .filter(each -> each.toString().contains(bed.context.getManagementName()))
                .findFirst()
                .orElseThrow();

        deliver("wamid.1", "fail");
        deliver("wamid.2", "fine");
        assertThat(bed.deliver("support", "{}", "wrong").statusCode()).isEqualTo(401);
        await().atMost(TestBed.LIMIT)
                .until(() -> server.getAttribute(name, "DeadLetters").equals(1L));
        await().atMost(TestBed.LIMIT)
                .until(() -> server.getAttribute(name, "Waiting").equals(0L));

        assertThat(server.getAttribute(name, "InboxCondition")).isEqualTo("UP");
        assertThat(server.getAttribute(name, "InFlight")).isEqualTo(0);
        assertThat(server.getAttribute(name, "OldestAgeMillis")).isEqualTo(0L);
        assertThat(server.getAttribute(name, "DeliveriesByAnswer")).isEqualTo("{200=2, 401=1}");
        assertThat(invoke(server, name, "listDeadLetters", 0L, 10).toString())
                .contains("message", "2 attempts", "IllegalStateException in receiver")
                .doesNotContain("491701234567", "fail");
        assertThat(invoke(server, name, "replayDeadLetters", "")).isEqualTo(0);
        assertThat(invoke(server, name, "purgeDeadLetters", " ")).isEqualTo(0);
        assertThat(invoke(server, name, "replayDeadLetters", "all")).isEqualTo(1);
        await().atMost(TestBed.LIMIT)
                .until(() -> server.getAttribute(name, "DeadLetters").equals(1L));
        long id = bed.deadLetters("support").get(0).id();
        assertThat(invoke(server, name, "purgeDeadLetters", (id + 1) + "")).isEqualTo(0);
        assertThat(invoke(server, name, "purgeDeadLetters", " " + id)).isEqualTo(1);
        assertThat(server.getAttribute(name, "DeadLetters")).isEqualTo(0L);
    }

    private static Object invoke(MBeanServer server, ObjectName name, String operation, Object... arguments)
            throws Exception {
        String[] types = java.util.Arrays.stream(arguments)
                .map(argument ->
                        argument instanceof Long ? "long" : argument instanceof Integer ? "int" : "java.lang.String")
                .toArray(String[]::new);
        return server.invoke(name, operation, arguments, types);
    }

    /** JMX shows parameters as p1 and p2, whatever they are called: only the description can say what they are. */
    @Test
    void theDescriptionOfAnOperationTellsItsParameters() throws Exception {
        start("");
        MBeanServer server =
                bed.context.getManagementStrategy().getManagementAgent().getMBeanServer();
        ObjectName name = server.queryNames(new ObjectName("org.apache.camel:type=endpoints,*"), null).stream()
                .filter(each -> each.toString().contains("whatsapp360://"))
                .filter(each -> each.toString().contains(bed.context.getManagementName()))
                .findFirst()
                .orElseThrow();

        for (MBeanOperationInfo operation : server.getMBeanInfo(name).getOperations()) {
            for (MBeanParameterInfo parameter : operation.getSignature()) {
                assertThat(operation.getDescription()).as(operation.getName()).contains(parameter.getName() + ": ");
            }
        }
    }

    @Test
    void whatAnOperatorAsksOfAnAccountWithoutARouteNamesIt() {
        assertThatThrownBy(() -> new ReceiverView(bed.component.account("support")).listDeadLetters(0, 1))
                .hasMessageStartingWith("Account 'support': ");
    }

    @Test
    void anOptionThatCannotBeReadIsNamedWithItsAccount() {
        assertThatThrownBy(() -> start("&maximumDeliverySize=4XB"))
                .hasStackTraceContaining("Account 'support': maximumDeliverySize=4XB");
    }

    @Test
    void metricsCountWhatWasAnsweredAndWhatWaits() throws Exception {
        start("");

        deliver("wamid.1", "wait");
        deliver("wamid.2", "fine");
        bed.deliver("support", "{}", "wrong");

        assertThat(metrics.counter("whatsapp360.deliveries", "account", "support", "answer", "200")
                        .count())
                .isEqualTo(2);
        assertThat(metrics.counter("whatsapp360.deliveries", "account", "support", "answer", "401")
                        .count())
                .isEqualTo(1);
        assertThat(metrics.timer("whatsapp360.ack.latency", "account", "support")
                        .count())
                .isEqualTo(2);
        assertThat(metrics.get("whatsapp360.inbox.waiting")
                        .tag("account", "support")
                        .gauge()
                        .value())
                .isEqualTo(2);
        await().atMost(TestBed.LIMIT)
                .until(() -> metrics.get("whatsapp360.inbox.oldest.age").gauge().value() > 0);
        mayEnd.countDown();
        deliver("wamid.3", "fail");
        await().atMost(TestBed.LIMIT)
                .until(() -> metrics.get("whatsapp360.deadletters").gauge().value() == 1);
        assertThat(metrics.counter("whatsapp360.redeliveries", "account", "support")
                        .count())
                .isEqualTo(1);
        bed.component.stop();
        assertThat(metrics.find("whatsapp360.inbox.waiting").gauge()).isNull();
    }

    @Test
    void twoContextsShareTheGaugesOfAnAccount() throws Exception {
        start("");
        try (TestBed other = new TestBed()) {
            other.context.getRegistry().bind("metricsRegistry", metrics);
            other.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("whatsapp360:support").process(exchange -> assertThat(mayEnd.await(20, TimeUnit.SECONDS))
                            .isTrue());
                }
            });
            deliver("wamid.1", "wait");
            other.deliver("support", TestBed.text("wamid.2", "491701234567", "wait"));
            assertThat(waiting()).isEqualTo(2);

            bed.component.stop();

            assertThat(waiting()).isEqualTo(1);
            mayEnd.countDown();
        }
        assertThat(metrics.find("whatsapp360.inbox.waiting").gauge()).isNull();
    }

    private double waiting() {
        return metrics.get("whatsapp360.inbox.waiting")
                .tag("account", "support")
                .gauge()
                .value();
    }

    @Test
    void metricsTellWhatBecameOfSends() throws Exception {
        bed.context.start();
        ProducerTemplate template = bed.context.createProducerTemplate();
        bed.simulator.customer("491701234567", "Lena").says("Hi");
        bed.simulator.fault(Fault.refuse(131026).on("POST", "/messages"));
        List<Object> bodies = List.of("refused, which is found late", List.of("one", "two"), "");

        bodies.forEach(body -> template.request("whatsapp360:support?to=491701234567", exchange -> exchange.getIn()
                .setBody(body)));

        assertThat(sends("notSent", "131026")).isEqualTo(1);
        assertThat(sends("accepted", "0")).isEqualTo(2);
        assertThat(sends("notSent", "0")).as("nothing to send").isEqualTo(1);
        assertThat(metrics.counter("whatsapp360.windows", "account", "support", "state", "unknown")
                        .count())
                .isEqualTo(2);
        assertThat(metrics.get("whatsapp360.waiting").gauge().value()).isZero();
        bed.component.stop();
        assertThat(metrics.find("whatsapp360.waiting").gauge()).isNull();
    }

    private long sends(String outcome, String code) {
        return metrics.timer("whatsapp360.sends", "account", "support", "outcome", outcome, "code", code)
                .count();
    }

    @Test
    void theDeveloperConsoleShowsEachAccount() throws Exception {
        start("");
        deliver("wamid.1", "fine");
        Whatsapp360DevConsole console = new Whatsapp360DevConsole();
        console.setCamelContext(bed.context);

        assertThat(console.call(DevConsole.MediaType.TEXT).toString()).contains("support: {inbox=UP", "{200=1}");
        assertThat(console.call(DevConsole.MediaType.JSON).toString()).contains("support", "inFlight");
    }
}
