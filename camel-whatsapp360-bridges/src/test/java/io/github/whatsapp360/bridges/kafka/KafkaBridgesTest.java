/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.kafka;

import static io.github.whatsapp360.bridges.BridgeApplication.EVERY_SCRIPT;
import static io.github.whatsapp360.bridges.BridgeApplication.texts;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.fault.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WhatsApp on one side, a real Kafka on the other, properties between them. */
class KafkaBridgesTest {

    private static KafkaBroker broker;
    private static BridgeApplication application;
    private static KafkaProducer<String, String> producer;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new KafkaBroker(directory.resolve("broker"));
        Map<String, Object> client = Map.of("bootstrap.servers", broker.address());
        producer = new KafkaProducer<>(client, new StringSerializer(), new StringSerializer());
        application = new BridgeApplication()
                .with("camel.component.whatsapp360.maximum-retries", "0")
                .with("camel.component.whatsapp360.redelivery-delay", "50")
                .bridge("events", "whatsapp360-to-kafka", "account", "support", "brokers", broker.address())
                .bridge("events", "whatsapp360-to-kafka", "topic", "whatsapp", "cloudEvents", "true")
                .bridge("commands", "kafka-to-whatsapp360", "account", "support", "brokers", broker.address())
                .bridge("commands", "kafka-to-whatsapp360", "topic", "command", "retryDelay", "100")
                .bridge("commands", "kafka-to-whatsapp360", "journalDirectory", directory.resolve("journal"))
                .start();
    }

    @AfterAll
    static void stop() {
        application.close();
        producer.close();
        broker.close();
    }

    private static List<ConsumerRecord<String, String>> until(
            String topic, Predicate<ConsumerRecord<String, String>> wanted) {
        return read(topic, new StringDeserializer(), wanted);
    }

    /** All records of this topic from the beginning, until the one that is wanted. */
    private static <V> List<ConsumerRecord<String, V>> read(
            String topic, Deserializer<V> values, Predicate<ConsumerRecord<String, V>> wanted) {
        Map<String, Object> client = Map.of(
                "bootstrap.servers",
                broker.address(),
                "group.id",
                "test",
                "enable.auto.commit",
                "false",
                "auto.offset.reset",
                "earliest");
        List<ConsumerRecord<String, V>> read = new ArrayList<>();
        long deadline = System.nanoTime() + BridgeApplication.LIMIT.toNanos();
        try (KafkaConsumer<String, V> consumer = new KafkaConsumer<>(client, new StringDeserializer(), values)) {
            consumer.subscribe(List.of(topic));
            while (read.stream().noneMatch(wanted)) {
                assertThat(System.nanoTime())
                        .as("the record in %s, but %s", topic, read)
                        .isLessThan(deadline);
                consumer.poll(Duration.ofMillis(200)).forEach(read::add);
            }
        }
        return read;
    }

    private static ConsumerRecord<String, String> find(String topic, Predicate<ConsumerRecord<String, String>> wanted) {
        return until(topic, wanted).stream().filter(wanted).findFirst().orElseThrow();
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    private static void command(String key, String value, String... headers) {
        ProducerRecord<String, String> record = new ProducerRecord<>("command", key, value);
        for (int i = 0; i < headers.length; i += 2) {
            record.headers().add(headers[i], headers[i + 1].getBytes(UTF_8));
        }
        producer.send(record);
        producer.flush();
    }

    @Test
    void theRecordHasTheJsonByteByByteTheConversationAsKeyAndItsHeaders() {
        Customer omer = application.simulator.customer("491701000002", "עומר");

        String id = omer.says(EVERY_SCRIPT);

        ConsumerRecord<String, String> record =
                find("whatsapp", found -> id.equals(header(found, "CamelWhatsapp360MessageId")));
        assertThat(record.value()).isEqualTo(application.elementOf(id));
        assertThat(record.key()).isNotBlank().isEqualTo(header(record, "CamelWhatsapp360CustomerId"));
        assertThat(header(record, "CamelWhatsapp360ContactName")).isEqualTo("עומר");
        assertThat(header(record, "CamelWhatsapp360Timestamp")).matches("\\d{4}-.*Z");
        assertThat(header(record, "whatsapp360Schema")).isEqualTo("1");
        assertThat(header(record, "ce_type")).isEqualTo("io.github.whatsapp360.message.text");
    }

    @Test
    void eachCommandIsSentOnceInOrderAndItsStatusHasTheSameKey() {
        Customer lena = inTouch("491701000003");

        command("491701000003", json("491701000003", EVERY_SCRIPT), "CamelWhatsapp360CallbackData", "order 7");
        command("491701000003", "as text", "CamelWhatsapp360To", "+49 170 1000003", "IdempotencyKey", "a");
        command("491701000003", "as text", "CamelWhatsapp360To", "+49 170 1000003", "IdempotencyKey", "a");
        command("491701000003", json("491701000003", "end"));

        assertThat(texts(lena, 3)).containsExactly(EVERY_SCRIPT, "as text", "end");
        String wamid = lena.received().get(0).wamid();
        ConsumerRecord<String, String> read = find(
                "whatsapp",
                found -> wamid.equals(header(found, "CamelWhatsapp360MessageId"))
                        && "read".equals(header(found, "CamelWhatsapp360Status")));
        ConsumerRecord<String, String> message =
                find("whatsapp", found -> "491701000003".equals(header(found, "CamelWhatsapp360From")));
        assertThat(read.key()).isNotBlank().isEqualTo(message.key());
        assertThat(read.value()).contains("order 7");
    }

    @Test
    void anOutageOfTheApiIsWaitedForInOrderAndWhatCannotBeSentIsPutAside() {
        Customer lena = inTouch("491701000004");
        application.simulator.fault(Fault.refuse(131016).times(4).to("491701000004"));

        command("491701000004", json("491701000004", "patient"));
        command("491701000004", "{ no json", "CamelWhatsapp360To", "491701000004");
        command("491701000004", json("491701000004", "next"));

        assertThat(texts(lena, 2)).containsExactly("patient", "next");
        ConsumerRecord<String, String> failed = find("command.failed", found -> "491701000004".equals(found.key()));
        assertThat(failed.value()).isEqualTo("{ no json");
        assertThat(failed.key()).isEqualTo("491701000004");
        assertThat(header(failed, "whatsapp360Problem")).isEqualTo("InvalidMessageException");

        application.simulator.fault(
                Fault.connection(Transport.RESET_AFTER_EFFECT).to("491701000004"));
        command("491701000004", json("491701000004", "who knows 🤷"));
        assertThat(find("command.unknown", found -> true).value()).isEqualTo(json("491701000004", "who knows 🤷"));
        assertThat(texts(lena, 3)).hasSize(3).endsWith("who knows 🤷");
    }

    @Test
    void whatIsNoCommandIsPutAsideAsItIsAndTheNextIsSent() {
        Customer lena = inTouch("491701000006");
        List<byte[]> wrong = Stream.of("Grüße", "{}", "{\"a\":1} {\"a\":2}", "", "x".repeat(50_000))
                .map(text -> text.getBytes(ISO_8859_1))
                .collect(Collectors.toCollection(ArrayList::new));
        wrong.add(null);
        try (KafkaProducer<String, byte[]> bytes = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address(), "enable.idempotence", "false"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < wrong.size(); i++) {
                ProducerRecord<String, byte[]> record = new ProducerRecord<>("command", "wrong" + i, wrong.get(i));
                record.headers().add("CamelWhatsapp360To", "491701000006".getBytes(UTF_8));
                record.headers().add("IdempotencyKey", i == 0 ? null : new byte[0]);
                record.headers().add("CamelWhatsapp360TimeToLive", new byte[] {(byte) 0xff, 0});
                bytes.send(record);
            }
        }
        command("end", json("491701000006", "end"));

        assertThat(texts(lena, 1)).containsExactly("end");
        Map<String, byte[]> failed = new LinkedHashMap<>();
        read("command.failed", new ByteArrayDeserializer(), record -> ("wrong" + (wrong.size() - 1))
                        .equals(record.key()))
                .stream()
                .filter(record -> record.key().startsWith("wrong"))
                .forEach(record -> failed.put(record.key(), record.value()));
        assertThat(failed).hasSameSizeAs(wrong);
        for (int i = 0; i < wrong.size(); i++) {
            assertThat(failed.get("wrong" + i)).as("wrong%s", i).isEqualTo(wrong.get(i));
        }
    }

    @Test
    void aKafkaThatIsDownForAWhileLosesNothingAndKeepsTheOrder() throws Exception {
        Customer lena = application.simulator.customer("491701000005", "Lena");
        lena.says("L0");
        broker.stop();
        try {
            for (int i = 1; i < 10; i++) {
                lena.says("L" + i);
            }
        } finally {
            broker.start();
        }
        lena.says("L10");

        List<String> got = until("whatsapp", found -> found.value().contains("\"body\":\"L10\"")).stream()
                .map(ConsumerRecord::value)
                .filter(value -> value.contains("\"body\":\"L"))
                .map(value -> value.replaceAll(".*\"body\":\"(L\\d+)\".*", "$1"))
                .toList();
        assertThat(new LinkedHashSet<>(got))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0, 10).mapToObj(i -> "L" + i).toList());
    }

    /** A customer who has written, so that the window is open. */
    private static Customer inTouch(String number) {
        Customer customer = application.simulator.customer(number, "Lena");
        customer.says("Hi");
        return customer;
    }

    private static String json(String to, String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
        return "{\"to\":\"" + to + "\",\"type\":\"text\",\"text\":{\"body\":\"" + escaped + "\"}}";
    }
}
