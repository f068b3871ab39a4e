/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.json.EventReader;
import io.github.whatsapp360.json.MessageWriter;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.webhook.internal.DeliverySplitter;
import io.github.whatsapp360.webhook.internal.UnreadableDeliveryException;
import java.io.IOException;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a route's body is made of, and made into. Confined to one thread. */
@State(Scope.Thread)
public class ConversionBenchmark {

    private final ObjectMapper mapper = new ObjectMapper();
    private final EventReader reader = new EventReader(Whatsapp360Exception::of);
    private final OutboundMessage message =
            OutboundMessage.to("491701234567", new OutboundContent.Text("Thank you for your order 4711.", false));
    private byte[] stored = {};
    private InboundEvent event = new EventReader(Whatsapp360Exception::of).read("unknown", "none", new byte[] {'1'});

    /** Which event. */
    @Param({"status", "text"})
    public String name = "";

    /** Makes it. */
    @Setup
    public void prepare() throws UnreadableDeliveryException {
        stored = new DeliverySplitter().split(Bodies.of(name)).get(0).json();
        event = reader.read(stored);
    }

    /** The reference: a tree of the stored form. */
    @Benchmark
    public JsonNode readTree() throws IOException {
        return mapper.readTree(stored);
    }

    /** The typed event. */
    @Benchmark
    public InboundEvent read() {
        return reader.read(stored);
    }

    /** The event as a map. */
    @Benchmark
    public Map<String, Object> toMap() {
        return reader.map(event);
    }

    /** A text message as the API takes it. */
    @Benchmark
    public byte[] write() {
        return MessageWriter.write(message);
    }
}
