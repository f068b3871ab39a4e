/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.webhook.internal.DeliverySplitter;
import io.github.whatsapp360.webhook.internal.EventElement;
import io.github.whatsapp360.webhook.internal.UnreadableDeliveryException;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A delivery taken apart while its sender waits, beside the tree that Jackson makes of the same bytes. Confined to one
 * thread.
 */
@State(Scope.Thread)
public class SplittingBenchmark {

    private final ObjectMapper mapper = new ObjectMapper();
    private final DeliverySplitter splitter = new DeliverySplitter();
    private byte[] body = {};

    /** Which delivery. */
    @Param({"status", "text", "longText", "fiveStatuses", "errors"})
    public String name = "";

    /** Makes it. */
    @Setup
    public void prepare() {
        body = Bodies.of(name);
    }

    /** The reference. */
    @Benchmark
    public JsonNode readTree() throws IOException {
        return mapper.readTree(body);
    }

    /** What the webhook does. */
    @Benchmark
    public List<EventElement> split() throws UnreadableDeliveryException {
        return splitter.split(body);
    }
}
