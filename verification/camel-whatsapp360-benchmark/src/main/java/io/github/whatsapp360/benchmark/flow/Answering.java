/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.flow;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Plan;
import io.github.whatsapp360.benchmark.measure.Samples;
import io.github.whatsapp360.benchmark.measure.Worker;
import java.io.PrintStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measures the endpoint of a flow, and the bare cryptography of as many requests. */
public final class Answering {

    /** Scenario and candidates, as the figures name them. */
    public static final String SCREENS = "200 screens/s";

    public static final String ENDPOINT = "whatsapp360-flow";
    public static final String BARE = "bare RSA and AES";

    private static final int HEAP_MEGABYTES = 256;
    private static final int RATE = 200;
    private static final double SECONDS = 10;
    private static final int WARM_UP = 10_000;

    private final PrintStream log;

    /**
     * Nothing is measured yet.
     *
     * @param log is told what is going on
     */
    public Answering(PrintStream log) {
        this.log = log;
    }

    /** Measures: figure {@code cpuMicros}, microseconds of processor time for one request. */
    public Samples run(Plan plan) throws GeneralSecurityException {
        log.println("flow: " + SCREENS);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        Order start = Order.of("start")
                .with("privateKey", base64(pair.getPrivate().getEncoded()))
                .with("publicKey", base64(pair.getPublic().getEncoded()));
        Samples samples = new Samples();
        try (Worker endpoint = new Worker(EndpointRole.class, start, HEAP_MEGABYTES);
                Worker bare = new Worker(BareRole.class, start, HEAP_MEGABYTES);
                Worker phones = new Worker(FlowLoadRole.class, start, HEAP_MEGABYTES)) {
            Order load = Order.of("load")
                    .with("port", endpoint.told("port"))
                    .with("rate", RATE)
                    .with("seconds", plan.seconds(SECONDS));
            for (Worker worker : List.of(endpoint, bare)) {
                Worker asked = worker.equals(bare) ? bare : phones;
                plan.warmUp(WARM_UP, () -> asked.ask(load).getOrDefault("requests", 0.0));
                plan.untilTheCompilerRests(worker, () -> {
                    Map<String, Double> unused = asked.ask(load);
                });
            }
            plan.alternate(
                    List.of(endpoint, bare),
                    (worker, round) -> samples.add(
                            SCREENS,
                            worker.equals(bare) ? BARE : ENDPOINT,
                            round,
                            measure(worker, worker.equals(bare) ? bare : phones, load)));
        }
        return samples;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Map<String, Double> measure(Worker worker, Worker asked, Order load) {
        double before = worker.meter().getOrDefault("cpu", 0.0);
        Map<String, Double> figures = new TreeMap<>(asked.ask(load));
        double cpu = worker.meter().getOrDefault("cpu", 0.0) - before;
        figures.put("cpuMicros", cpu / figures.getOrDefault("requests", 1.0) * 1e6);
        return figures;
    }
}
