/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.github.whatsapp360.bridges.Conversations;
import io.github.whatsapp360.bridges.ServerProcess;
import io.github.whatsapp360.simulator.Customer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Kafka that is killed twice while messages go through it in both directions. */
class KilledKafkaTest {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Pattern TEXT = Pattern.compile("\"body\":\"(\\w+)\"");

    @TempDir
    Path directory;

    private String address;

    @Test
    void nothingIsLostAndNoCommandIsSentTwice() throws Exception {
        int port = BridgeApplication.freePort();
        address = "127.0.0.1:" + port;
        try (ServerProcess broker = new ServerProcess(
                        KafkaBroker.class,
                        directory.resolve("broker.txt"),
                        directory.resolve("broker").toString(),
                        String.valueOf(port),
                        String.valueOf(BridgeApplication.freePort()));
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer());
                BridgeApplication application = application().start()) {
            Conversations conversations = new Conversations(application.simulator);
            for (int kill = 0; kill < 2; kill++) {
                converse(conversations, producer);
                broker.kill();
                conversations.say(2);
                broker.start();
            }
            converse(conversations, producer);

            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> texts("events").stream().distinct().count() >= conversations.said());
            await().atMost(LIMIT).ignoreExceptions().until(() -> conversations.isSettled(texts("commands.unknown")));
            // A kill can come between the broker's write and its answer, once for each customer.
            conversations.assertArrived(texts("events"), 6);
            conversations.assertSent(texts("commands.unknown"), 0);
        }
    }

    private BridgeApplication application() throws Exception {
        return new BridgeApplication()
                .with("camel.component.whatsapp360.redelivery-delay", "50")
                .with("camel.component.whatsapp360.maximum-redelivery-delay", "200")
                .with("camel.component.whatsapp360.maximum-redeliveries", "288")
                .bridge("events", "whatsapp360-to-kafka", "account", "support", "brokers", address)
                .bridge("events", "whatsapp360-to-kafka", "topic", "events", "events", "message")
                .bridge("commands", "kafka-to-whatsapp360", "account", "support", "brokers", address)
                .bridge("commands", "kafka-to-whatsapp360", "topic", "commands", "retryDelay", "100")
                .bridge("commands", "kafka-to-whatsapp360", "journalDirectory", directory.resolve("journal"));
    }

    private static void converse(Conversations conversations, KafkaProducer<String, String> producer) {
        for (int i = 0; i < 4; i++) {
            conversations.say(1);
            conversations.customers.forEach(customer -> send(producer, customer, conversations.command(customer)));
        }
    }

    /** Sent until the broker has it; with a key, as what was sent before may have arrived. */
    private static void send(KafkaProducer<String, String> producer, Customer customer, String text) {
        await().atMost(LIMIT).ignoreExceptions().until(() -> {
            ProducerRecord<String, String> command = new ProducerRecord<>("commands", customer.waId(), text);
            command.headers().add("CamelWhatsapp360To", customer.waId().getBytes(UTF_8));
            command.headers().add("IdempotencyKey", text.getBytes(UTF_8));
            producer.send(command).get(30, TimeUnit.SECONDS);
            return true;
        });
    }

    /** The texts of all records of this topic. */
    private List<String> texts(String topic) {
        Map<String, Object> client = Map.of("bootstrap.servers", address, "allow.auto.create.topics", "false");
        List<String> texts = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
            if (!consumer.listTopics().containsKey(topic)) {
                return texts;
            }
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(200));
                for (ConsumerRecord<String, String> record : records) {
                    Matcher text = TEXT.matcher(record.value());
                    texts.add(text.find() ? text.group(1) : record.value());
                }
            }
        }
        return texts;
    }
}
