package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.internal.receive.ReceiverView;
import io.github.whatsapp360.camel.internal.receive.ReceivingHealthCheck;
import io.github.whatsapp360.camel.internal.send.SendingHealthCheck;
import io.github.whatsapp360.inbox.SettableClock;
import io.github.whatsapp360.simulator.fault.Fault;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.ConsumersHealthCheckRepository;
import org.apache.camel.impl.health.ProducersHealthCheckRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Health, JMX and metrics say how an account is doing. */
class MonitoringTest {

    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.context.getRegistry().bind("metricsRegistry", metrics);
    }

    @AfterEach
    void tearDown() throws Exception {
        mayEnd.countDown();
        bed.close();
    }

    /** A route that waits with {@code wait}, and fails with {@code fail}. */
    private void start(String options) throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?redeliveryDelay=10&maximumRedeliveries=1" + options)
                        .routeId("receiver")
                        .process(exchange -> {
                            String text = exchange.getIn().getBody(String.class);
                            if (text.equals("wait")) {
                                mayEnd.await(20, TimeUnit.SECONDS);
                            } else if (text.equals("fail")) {
                                throw new IllegalStateException("The mail server is down");
                            }
                        });
            }
        });
    }

    private void deliver(String id, String text) throws Exception {
        assertThat(bed.deliver("support", TestBed.text(id, "491701234567", text))
                        .statusCode())
                .isEqualTo(200);
    }

    private HealthCheck.Result health() {
        return ((Whatsapp360Consumer) bed.context.getRoute("receiver").getConsumer())
                .getHealthCheck()
                .call();
    }

    @Test
    void aConsumerIsUpWhileItsBacklogIsWithinBounds() throws Exception {
        start("&unhealthyBacklog=1");
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health().getDetails())
                .containsEntry("whatsapp360.inbox", "UP")
                .containsEntry("whatsapp360.waiting", 0L);

        deliver("wamid.1", "wait");
        deliver("wamid.2", "wait");

        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getMessage()).hasValueSatisfying(message -> assertThat(message)
                .isEqualTo("Account 'support': Expected at most 1 waiting events, actual 2"));
        mayEnd.countDown();
        await().atMost(TestBed.LIMIT).until(() -> health().getState() == HealthCheck.State.UP);
    }

    @Test
    void aConsumerIsDownWhileAnEventIsTooOld() throws Exception {
        start("&unhealthyAge=1");

        deliver("wamid.1", "wait");

        await().atMost(TestBed.LIMIT).until(() -> health().getState() == HealthCheck.State.DOWN);
        assertThat(health().getMessage()).hasValueSatisfying(message -> assertThat(message)
                .startsWith("Account 'support': Expected no event to wait longer than PT0.001S, actual PT"));
    }

    @Test
    void aConsumerIsDownWhileItsInboxIsFull() throws Exception {
        start("&maximumPending=1");

        deliver("wamid.1", "wait");

        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getMessage())
                .hasValueSatisfying(message -> assertThat(message).startsWith("Account 'support': The inbox is FULL"));
    }

    @Test
    void camelShowsTheCheckWithTheRoute() throws Exception {
        ConsumersHealthCheckRepository repository = new ConsumersHealthCheckRepository();
        repository.setCamelContext(bed.context);
        start("");

        HealthCheck.Result result = repository.stream()
                .filter(check -> check.getId().equals("consumer:receiver"))
                .findFirst()
                .orElseThrow()
                .call();

        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result.getDetails()).containsEntry("whatsapp360.account", "support");
        assertThat(result.getDetails().toString()).doesNotContain(TestBed.KEY);
    }

    @Test
    void theCheckNoticesWithinAMinuteThatTheWebhookPointsElsewhere() throws Exception {
        bed.registered("support");
        start("");
        SettableClock clock = new SettableClock();
        ReceivingHealthCheck check = new ReceivingHealthCheck(bed.component.account("support"), clock);
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);

        bed.simulator.number().webhook("http://127.0.0.1:9/elsewhere", Map.of());
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
        clock.advance(Duration.ofMinutes(1));

        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(check.call().getMessage())
                .hasValueSatisfying(message -> assertThat(message).contains("http://127.0.0.1:9/elsewhere"));
        bed.simulator.fault(
                Fault.refuse(500, "down").on("GET", "/v1/configs/webhook").times(100));
        clock.advance(Duration.ofMinutes(1));
        await().atMost(TestBed.LIMIT).until(() -> check.call().getState() == HealthCheck.State.UP);
    }

    @Test
    void aConsumerIsDownOnceItsKeyWasRenewed() throws Exception {
        bed.registered("support");
        start("");
        SettableClock clock = new SettableClock();
        ReceivingHealthCheck check = new ReceivingHealthCheck(bed.component.account("support"), clock);
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);

        bed.simulator.number().rotateKey("another-key-0123456789abcdef");
        clock.advance(Duration.ofMinutes(1));

        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(check.call().getMessage())
                .hasValueSatisfying(message -> assertThat(message).contains("does not accept the key", "apiKey"));
    }

    @Test
    void aSilentApiMakesNoCheckSlow() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            bed.component.getConfiguration().setBaseUrl("http://127.0.0.1:" + silent.getLocalPort());
            bed.component.getConfiguration().setWebhookUrl("http://127.0.0.1:" + bed.port + "/whatsapp360/support");
            start("");
            HealthCheck consumer = new ReceivingHealthCheck(bed.component.account("support"), new SettableClock());
            HealthCheck producer = SendingHealthCheck.register(bed.component.account("support"), bed.context);

            for (HealthCheck check : List.of(consumer, producer, consumer, producer, producer)) {
                long begin = System.nanoTime();
                HealthCheck.Result result = check.call();
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
                assertThat(result.getState())
                        .isEqualTo(check.equals(consumer) ? HealthCheck.State.UP : HealthCheck.State.UNKNOWN);
            }
        }
    }

    @Test
    void aSwitchTurnsTheChecksOff() throws Exception {
        bed.component.setHealthCheckConsumerEnabled(false);
        start("");

        assertThat(((Whatsapp360Consumer) bed.context.getRoute("receiver").getConsumer()).getHealthCheck())
                .isNull();
    }

    @Test
    void aProducerIsUpWhileTheKeyIsAccepted() throws Exception {
        HealthCheckRegistry registry = HealthCheckRegistry.get(bed.context);
        ProducersHealthCheckRepository producers = new ProducersHealthCheckRepository();
        producers.setEnabled(true);
        registry.register(producers);
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:out").to("whatsapp360:support?to=491701234567").to("whatsapp360:support");
            }
        });
        List<HealthCheck> checks = producers.stream().toList();
        assertThat(checks).extracting(HealthCheck::getId).containsExactly("producer:whatsapp360-support");

        assertThat(checks.get(0).call().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(checks.get(0).call().getDetails()).containsEntry("whatsapp360.canSendMessage", "AVAILABLE");
        bed.simulator.number().rotateKey("another-key-0123456789abcdef");

        HealthCheck.Result down = checks.get(0).call();
        assertThat(down.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(down.getMessage()).hasValue("Account 'support': 360dialog does not accept the key");
        assertThat(down.toString() + down.getDetails() + down.getError()).doesNotContain(TestBed.KEY);
        bed.component.stop();
        assertThat(producers.stream()).isEmpty();
    }

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
    void aCheckOfAnAccountThatIsNotOpenNamesIt() {
        assertThat(new ReceivingHealthCheck(bed.component.account("support"), new SettableClock())
                        .call()
                        .getMessage())
                .hasValue("Account 'support': The webhook is not running");
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
