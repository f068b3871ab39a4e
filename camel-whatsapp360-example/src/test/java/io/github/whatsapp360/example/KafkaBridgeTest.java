package io.github.whatsapp360.example;

import static io.github.whatsapp360.example.Bridge.EVERY_SCRIPT;
import static io.github.whatsapp360.example.Bridge.LIMIT;
import static io.github.whatsapp360.example.Bridge.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.fault.Fault;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** WhatsApp on one side, a real Kafka on the other. */
@ParameterizedClass
@EnumSource
class KafkaBridgeTest {

    private static KafkaBroker broker;
    private static Bridge bridge;
    private static ConsumerTemplate consumer;

    @Parameter
    private Form form;

    @BeforeAll
    static void startBroker(@TempDir Path directory) throws Exception {
        broker = new KafkaBroker(directory);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeParameterizedClassInvocation
    static void startBridge(Form form) throws Exception {
        bridge = new Bridge("kafka")
                .with("brokers", broker.address())
                .with("camel.component.whatsapp360.maximum-retries", "0")
                .start(form, new KafkaBridge());
        consumer = bridge.main.getCamelContext().createConsumerTemplate();
    }

    @AfterParameterizedClassInvocation
    static void stopBridge() {
        bridge.close();
    }

    @Test
    void aMessageGoesThroughKafkaAndIsAnsweredBehindIt() {
        Customer lena = bridge.simulator.customer("491701000001", "Lena Müller 🌻");

        lena.says(EVERY_SCRIPT);

        assertThat(texts(lena, 1)).containsExactly("Hello Lena Müller 🌻, you wrote: " + EVERY_SCRIPT);
    }

    @Test
    void theRecordHasTheJsonByteByByteTheConversationAsKeyAndWhatTheComponentKnows() {
        Customer omer = bridge.simulator.customer("491701000002", "עומר");

        String id = omer.says(EVERY_SCRIPT);

        Exchange message = find(event -> event.messageId().equals(id));
        assertThat(message.getIn().getBody(String.class)).isEqualTo(bridge.elementOf(id));
        assertThat(KafkaHeader.KEY.in(message)).isEqualTo("491701000002");
        assertThat(message.getIn().getHeaders())
                .containsEntry("CamelWhatsapp360ContactName", "עומר")
                .containsEntry("CamelWhatsapp360EventName", "text");

        String answer = omer.awaitReceived(1, LIMIT).get(0).wamid();
        Exchange status = find(event -> event.messageId().equals(answer));
        assertThat(status.getIn().getBody(MessageStatus.class).status()).isEqualTo("sent");
        assertThat(KafkaHeader.PARTITION.in(status)).isNotNull().isEqualTo(KafkaHeader.PARTITION.in(message));
    }

    /** A delivery that is slow is made again, so that a message may come twice; never in another order. */
    @Test
    void eachConversationKeepsItsOrder() {
        Customer lena = bridge.simulator.customer("491701000003", "Lena");
        Customer omar = bridge.simulator.customer("491701000004", "عمر");

        for (int i = 0; i < 15; i++) {
            lena.says("L" + i);
            omar.says("O" + i);
        }
        lena.says("end");
        omar.says("end");

        assertThat(once(lena)).containsExactlyElementsOf(answers("Lena", "L"));
        assertThat(once(omar)).containsExactlyElementsOf(answers("عمر", "O"));
    }

    @Test
    void aRecordThatFailsIsReadAgainBeforeTheNext() {
        Customer lena = bridge.simulator.customer("491701000006", "Lena");
        bridge.simulator.fault(Fault.refuse(131016).times(2).to(lena.waId()));

        lena.says("first");
        lena.says("end");

        assertThat(once(lena)).containsExactly("Hello Lena, you wrote: first", "Hello Lena, you wrote: end");
    }

    @Test
    void aKafkaThatIsDownIsAnsweredWith503AndNothingIsLost() {
        Customer lena = bridge.simulator.customer("491701000005", "Lena");
        String id;
        broker.stop();
        try {
            id = lena.says("while it is down");
            bridge.awaitAnswer(id, 503);
        } finally {
            broker.start();
        }

        assertThat(texts(lena, 1)).contains("Hello Lena, you wrote: while it is down");
        assertThat(bridge.deliveryOf(id).attempts()).isGreaterThan(1);
    }

    /** What camel-kafka says of a record, by either of its names. */
    private enum KafkaHeader {
        KEY("CamelKafkaKey", "kafka.KEY"),
        PARTITION("CamelKafkaPartition", "kafka.PARTITION");

        private final String name;
        private final String nameBefore;

        KafkaHeader(String name, String nameBefore) {
            this.name = name;
            this.nameBefore = nameBefore;
        }

        Object in(Exchange exchange) {
            Object value = exchange.getIn().getHeader(name);
            return value == null ? exchange.getIn().getHeader(nameBefore) : value;
        }
    }

    private static Exchange find(Predicate<InboundEvent> wanted) {
        String everything = "kafka:whatsapp?groupId=" + UUID.randomUUID();
        Exchange found;
        do {
            found = consumer.receive(everything, LIMIT.toMillis());
            assertThat(found).isNotNull();
        } while (!wanted.test(found.getIn().getBody(InboundEvent.class)));
        return found;
    }

    private static Set<String> once(Customer customer) {
        int count = 1;
        while (!texts(customer, count).get(count - 1).endsWith("end")) {
            count++;
        }
        return new LinkedHashSet<>(texts(customer, count));
    }

    private static List<String> answers(String name, String prefix) {
        return IntStream.rangeClosed(0, 15)
                .mapToObj(i -> "Hello " + name + ", you wrote: " + (i == 15 ? "end" : prefix + i))
                .toList();
    }
}
