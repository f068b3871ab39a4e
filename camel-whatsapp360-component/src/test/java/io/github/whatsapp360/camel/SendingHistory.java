/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A script of sends at the same time, of what the API does with each of their requests, and of when the component
 * stops. Written down by {@link #toString}, it can be read and played again.
 *
 * @param world in which surroundings it plays
 * @param stopAfter the component stops when the API has seen so many requests; 0 for never
 * @param proxyFaults what an HTTP proxy does with its connections, in the order in which they come
 */
record SendingHistory(World world, List<Send> sends, int stopAfter, List<ProxyFault> proxyFaults) {

    private static final String REFUSAL = "HTTP/1.1 %s\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>";
    private static final String TUNNEL = "HTTP/1.1 200 Connection established\r\n\r\n";

    /** Surroundings that several histories share. */
    enum World {
        /** The API is given up after a short while. */
        HASTY,
        /** The API is waited for, longer than a test waits. */
        PATIENT,
        /** Camel's pools have one thread, at most one place in the queue, and refuse the rest. */
        REFUSING,
        /** An HTTP proxy stands in between, by CONNECT. */
        PROXIED
    }

    /** What a proxy does with one connection. */
    enum ProxyFault {
        NONE(TUNNEL, true),
        SLOW(TUNNEL, true),
        ASKS_FOR_A_LOGIN(
                REFUSAL.formatted("407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"a\""), false),
        BAD_GATEWAY(REFUSAL.formatted("502 Bad Gateway"), false),
        OVERLOADED(REFUSAL.formatted("503 Service Unavailable\r\nRetry-After: 1"), false),
        CLOSED(null, false),
        CUT_HEAD("HTTP/1.1 2", false),
        CLOSED_BEFORE_TLS(TUNNEL, false),
        CUT_REQUEST(TUNNEL, true),
        CUT_ANSWER(TUNNEL, true);

        /** To CONNECT; null for none. */
        final String answer;

        /** Whether it connects after that. */
        final boolean tunnels;

        ProxyFault(String answer, boolean tunnels) {
            this.answer = answer;
            this.tunnels = tunnels;
        }
    }

    /** What a body is made of; as many parts as it says. */
    enum Body {
        TEXT(1),
        BYTES(1),
        STREAM(1),
        TEMPLATE(1),
        FILE_STREAM(1),
        LIST(3),
        MIXED_LIST(3),
        ATTACHMENTS(3),
        UNKNOWN_STREAM(0),
        TOO_LONG_CAPTION(0);

        final int parts;

        Body(int parts) {
            this.parts = parts;
        }
    }

    /** How a send is embedded in a route. */
    enum Route {
        PLAIN(true),
        DYNAMIC(true),
        EVICTED(true),
        PROTOTYPE(true),
        ENRICH(true),
        CAUGHT_AND_SENT_AGAIN(true),
        SENDS_AGAIN_INSIDE(true),
        MULTICAST(true),
        SPLIT(true),
        RECIPIENT_LIST(true),
        PARALLEL_MULTICAST(false),
        WIRETAP(false),
        SEDA(false);

        /** Whether it does without pools of Camel's. */
        final boolean poolless;

        Route(boolean poolless) {
            this.poolless = poolless;
        }
    }

    /** What the API does with one request. */
    enum Fault {
        NONE,
        SLOW,
        REFUSED,
        THROTTLED,
        SERVER_ERROR,
        UNREADABLE,
        RESET,
        RESET_AFTER_EFFECT,
        CUT_ANSWER,
        SILENCE,
        SILENCE_AFTER_EFFECT;

        boolean isSilent() {
            return this == SILENCE || this == SILENCE_AFTER_EFFECT;
        }

        /** Whether the message went out although nobody was told. */
        boolean isAfterEffect() {
            return this == RESET_AFTER_EFFECT
                    || this == CUT_ANSWER
                    || this == SILENCE_AFTER_EFFECT
                    || this == SERVER_ERROR
                    || this == UNREADABLE;
        }
    }

    /**
     * One exchange.
     *
     * @param redeliveries how often Camel repeats what failed
     * @param careful whether it leaves alone what may have arrived
     * @param faults of the requests of this exchange, in the order in which they come; none for those after the last
     */
    record Send(Body body, Route route, int redeliveries, boolean careful, List<Fault> faults) {

        @Override
        public String toString() {
            return body + " by " + route + (redeliveries == 0 ? "" : ", repeated " + redeliveries + " times")
                    + (redeliveries > 0 && careful ? " unless it may have arrived" : "")
                    + (faults.isEmpty() ? "" : ", faults " + faults);
        }

        Send with(Body otherBody) {
            return new Send(otherBody, route, redeliveries, careful, faults);
        }

        Send with(Route otherRoute) {
            return new Send(body, otherRoute, redeliveries, careful, faults);
        }

        Send with(List<Fault> otherFaults) {
            return new Send(body, route, redeliveries, careful, otherFaults);
        }
    }

    static SendingHistory random(Random random, World world) {
        boolean isBurst = random.nextInt(25) == 0;
        boolean stops = world == World.PATIENT && random.nextInt(3) == 0;
        int count = isBurst ? 30 : 1 + random.nextInt(6);
        List<Send> sends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sends.add(isBurst ? insideOthers() : send(random, world, stops));
        }
        return new SendingHistory(
                world, sends, stops ? 1 + random.nextInt(2 * count) : 0, proxyFaults(random, world, isBurst));
    }

    private static List<ProxyFault> proxyFaults(Random random, World world, boolean isBurst) {
        List<ProxyFault> faults = new ArrayList<>();
        for (int i = world == World.PROXIED && !isBurst ? random.nextInt(8) : 0; i > 0; i--) {
            faults.add(ProxyFault.values()[random.nextInt(ProxyFault.values().length)]);
        }
        return List.copyOf(faults);
    }

    private static Send insideOthers() {
        return new Send(Body.TEXT, Route.SENDS_AGAIN_INSIDE, 0, true, List.of());
    }

    private static Send send(Random random, World world, boolean stops) {
        List<Route> routes = List.of(Route.values()).stream()
                .filter(route -> world != World.REFUSING || route.poolless)
                .toList();
        List<Fault> faults = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            faults.add(fault(random, world, stops));
        }
        return new Send(
                Body.values()[random.nextInt(Body.values().length)],
                routes.get(random.nextInt(routes.size())),
                random.nextInt(4),
                random.nextInt(3) > 0,
                List.copyOf(faults));
    }

    /** Who waits for the API for ever is helped by nothing but a stop. */
    private static Fault fault(Random random, World world, boolean stops) {
        Fault fault = random.nextBoolean() ? Fault.NONE : Fault.values()[random.nextInt(Fault.values().length)];
        boolean isRare = world == World.HASTY ? random.nextInt(4) > 0 : !stops;
        return fault.isSilent() && isRare ? Fault.REFUSED : fault;
    }

    /** Smaller histories, the smallest first. */
    List<SendingHistory> smaller() {
        List<SendingHistory> smaller = new ArrayList<>();
        for (int size = sends.size() / 2; size > 0; size /= 2) {
            for (int from = 0; from + size <= sends.size(); from += size) {
                List<Send> rest = new ArrayList<>(sends);
                rest.subList(from, from + size).clear();
                if (!rest.isEmpty()) {
                    smaller.add(new SendingHistory(world, rest, stopAfter, proxyFaults));
                }
            }
        }
        for (int i = 0; i < Math.min(sends.size(), 6); i++) {
            for (Send simpler : simpler(sends.get(i))) {
                List<Send> changed = new ArrayList<>(sends);
                changed.set(i, simpler);
                smaller.add(new SendingHistory(world, changed, stopAfter, proxyFaults));
            }
        }
        for (int i = 0; i < proxyFaults.size(); i++) {
            List<ProxyFault> fewer = new ArrayList<>(proxyFaults);
            fewer.remove(i);
            smaller.add(new SendingHistory(world, sends, stopAfter, List.copyOf(fewer)));
        }
        return smaller;
    }

    private static List<Send> simpler(Send send) {
        List<Send> simpler = new ArrayList<>();
        if (send.route() != Route.PLAIN) {
            simpler.add(send.with(Route.PLAIN));
        }
        if (send.body() != Body.TEXT) {
            simpler.add(send.with(Body.TEXT));
        }
        for (int i = 0; i < send.faults().size(); i++) {
            List<Fault> fewer = new ArrayList<>(send.faults());
            fewer.remove(i);
            simpler.add(send.with(fewer));
            if (send.faults().get(i) != Fault.NONE) {
                List<Fault> milder = new ArrayList<>(send.faults());
                milder.set(i, Fault.NONE);
                simpler.add(send.with(Collections.unmodifiableList(milder)));
            }
        }
        return simpler;
    }

    @Override
    public String toString() {
        return "In a " + world + " world"
                + (stopAfter == 0 ? "" : ", the component stops after " + stopAfter + " requests")
                + (proxyFaults.isEmpty() ? "" : ", the proxy " + proxyFaults)
                + ", at the same time:\n  "
                + sends.stream().map(Send::toString).collect(Collectors.joining("\n  "));
    }
}
