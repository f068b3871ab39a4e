package io.github.whatsapp360.example;

import static io.github.whatsapp360.example.Bridge.EVERY_SCRIPT;
import static io.github.whatsapp360.example.Bridge.LIMIT;
import static io.github.whatsapp360.example.Bridge.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.fault.Transport;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** WhatsApp on one side, a real Artemis on the other. */
@ParameterizedClass
@EnumSource
class JmsBridgeTest {

    private static JmsBroker broker;
    private static Bridge bridge;
    private static ConsumerTemplate consumer;
    private static ProducerTemplate producer;

    @Parameter
    private Form form;

    @BeforeAll
    static void startBroker(@TempDir Path directory) throws Exception {
        broker = new JmsBroker(directory);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @BeforeParameterizedClassInvocation
    static void startBridge(Form form) throws Exception {
        bridge = new Bridge("jms")
                .with("broker", broker.url())
                .with("camel.component.whatsapp360.maximum-retries", "0")
                .start(form, new JmsBridge());
        consumer = bridge.main.getCamelContext().createConsumerTemplate();
        producer = bridge.main.getCamelContext().createProducerTemplate();
    }

    @AfterParameterizedClassInvocation
    static void stopBridge() {
        bridge.close();
    }

    @Test
    void aMessageGoesThroughTheQueueAndIsAnsweredBehindIt() {
        Customer lena = bridge.simulator.customer("491701000001", "Lena Müller 🌻");

        lena.says(EVERY_SCRIPT);

        assertThat(texts(lena, 1)).containsExactly("Hello Lena Müller 🌻, you wrote: " + EVERY_SCRIPT);
    }

    @Test
    void theQueueHasTheJsonByteByByteAndWhatTheComponentKnows() throws Exception {
        CamelContext context = bridge.main.getCamelContext();
        context.getRouteController().stopRoute("queue-to-answer");

        String id = bridge.simulator.customer("491701000002", "עומר").says(EVERY_SCRIPT);
        Exchange queued = receive("jms:queue:whatsapp.message");

        assertThat(queued.getIn().getBody(String.class)).isEqualTo(bridge.elementOf(id));
        assertThat(queued.getIn().getHeaders())
                .containsEntry("JMSXGroupID", "491701000002")
                .containsEntry("CamelWhatsapp360ContactName", "עומר")
                .containsEntry("CamelWhatsapp360EventName", "text");
        context.getRouteController().startRoute("queue-to-answer");
    }

    @Test
    void aStatusIsTypedAgainBehindItsQueue() {
        Customer lena = bridge.simulator.customer("491701000003", "Lena");
        lena.says("Hi");
        String wamid = lena.awaitReceived(1, LIMIT).get(0).wamid();

        MessageStatus status;
        do {
            status = receive("jms:queue:whatsapp.status").getIn().getBody(MessageStatus.class);
        } while (!status.id().equals(wamid));

        assertThat(status.status()).isEqualTo("sent");
        assertThat(status.recipientId()).isEqualTo("491701000003");
    }

    @Test
    void eachConversationKeepsItsOrderAndADeliveryThatComesTwiceIsTakenOnce() {
        Customer lena = bridge.simulator.customer("491701000004", "Lena");
        Customer omar = bridge.simulator.customer("491701000005", "عمر");

        String first = lena.says("L0");
        omar.says("O0");
        for (int i = 1; i < 15; i++) {
            lena.says("L" + i);
            omar.says("O" + i);
        }
        texts(lena, 1);
        bridge.redeliver(first);
        lena.says("L15");

        assertThat(texts(lena, 16)).containsExactlyElementsOf(answers("Lena", "L", 16));
        assertThat(texts(omar, 15)).containsExactlyElementsOf(answers("عمر", "O", 15));
    }

    @Test
    void aBrokerThatIsDownIsAnsweredWith503AndNothingIsLostOrDoubled() throws Exception {
        Customer lena = bridge.simulator.customer("491701000006", "Lena");
        String id;
        broker.stop();
        try {
            id = lena.says("while it is down");
            bridge.awaitAnswer(id, 503);
        } finally {
            broker.startAgain();
        }

        assertThat(texts(lena, 1)).containsExactly("Hello Lena, you wrote: while it is down");
        assertThat(bridge.deliveryOf(id).attempts()).isGreaterThan(1);
    }

    @Test
    void aCommandIsSentAsItIs() {
        Customer lena = inTouch("491701000007");

        command("491701000007", EVERY_SCRIPT);

        assertThat(texts(lena, 2).get(1)).isEqualTo(EVERY_SCRIPT);
    }

    @Test
    void aCommandThatWasNotSentIsTriedAgainAndOneOfUnknownOutcomeIsPutAside() {
        Customer lena = inTouch("491701000008");

        bridge.simulator.fault(Fault.refuse(131000).times(2).to("491701000008"));
        command("491701000008", "again");
        assertThat(texts(lena, 2).get(1)).isEqualTo("again");

        bridge.simulator.fault(Fault.connection(Transport.RESET_AFTER_EFFECT).to("491701000008"));
        String unknown = command("491701000008", "who knows 🤷");
        assertThat(receive("jms:queue:whatsapp.command.unknown").getIn().getBody(String.class))
                .isEqualTo(unknown);
        assertThat(texts(lena, 3)).hasSize(3).endsWith("who knows 🤷");
    }

    /** A customer who has written and was answered, so that the window is open. */
    private static Customer inTouch(String number) {
        Customer customer = bridge.simulator.customer(number, "Lena");
        customer.says("Hi");
        texts(customer, 1);
        return customer;
    }

    private static String command(String to, String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
        String json = "{\"to\":\"" + to + "\",\"type\":\"text\",\"text\":{\"body\":\"" + escaped + "\"}}";
        producer.sendBody("jms:queue:whatsapp.command", json);
        return json;
    }

    private static Exchange receive(String queue) {
        Exchange received = consumer.receive(queue, LIMIT.toMillis());
        assertThat(received).isNotNull();
        consumer.doneUoW(received);
        return received;
    }

    private static List<String> answers(String name, String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "Hello " + name + ", you wrote: " + prefix + i)
                .toList();
    }
}
