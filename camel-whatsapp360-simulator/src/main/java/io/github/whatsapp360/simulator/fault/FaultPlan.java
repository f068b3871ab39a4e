/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.fault;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The faults that are ordered and not yet used up; the one ordered first hits first. Confined to the event loop. */
public final class FaultPlan {

    private final List<Planned> planned = new ArrayList<>();
    private int count;

    private static final class Planned {
        private final int id;
        private final Fault fault;
        private int left;
        private boolean hasHit;

        Planned(int id, Fault fault) {
            this.id = id;
            this.fault = fault;
            this.left = fault.times();
        }
    }

    /** No faults. */
    public FaultPlan() {}

    /** Orders a fault and answers its number. */
    public int add(Fault fault) {
        planned.add(new Planned(++count, fault));
        return count;
    }

    /** Takes one back. */
    public boolean remove(int id) {
        return planned.removeIf(each -> each.id == id);
    }

    /** Takes all back. */
    public void clear() {
        planned.clear();
    }

    /** The fault for a request, which has then hit once. */
    public Optional<Fault> take(String method, String path, String number, String recipient) {
        boolean message = method.equals("POST") && path.endsWith("messages");
        Optional<Planned> hit = planned.stream()
                .filter(each -> each.fault.hits(method, path, number, recipient))
                .filter(each -> message || !each.fault.later())
                .findFirst();
        hit.ifPresent(each -> each.hasHit = true);
        hit.filter(each -> each.left > 0 && --each.left == 0).ifPresent(planned::remove);
        return hit.map(each -> each.fault);
    }

    /** The faults that have not hit as often as they were ordered to, a line each. */
    public List<String> unused() {
        return planned.stream()
                .filter(each -> each.left > 0 || !each.hasHit)
                .map(each -> "#" + each.id + " " + each.fault.text() + ", "
                        + (each.left > 0 ? each.left + " left" : "never hit"))
                .toList();
    }

    /** Whether nothing is ordered. */
    public boolean isEmpty() {
        return planned.isEmpty();
    }

    /** In the form in which the control API takes them. */
    public ArrayNode orders() {
        ArrayNode orders = Json.array();
        for (Planned each : planned) {
            Fault fault = each.fault;
            ObjectNode order = orders.addObject();
            Problem problem = fault.problem();
            Transport transport = fault.transport();
            if (transport != null) {
                order.put("transport", transport.name().toLowerCase(Locale.ROOT));
            } else if (problem != null && fault.shape() == ErrorShape.PROXY && problem.code() == problem.http()) {
                order.put("http", problem.http()).put("text", problem.details());
            } else if (problem != null) {
                order.put("code", problem.code()).put("later", fault.later()).put("http", problem.http());
            }
            order.put("shape", fault.shape().name().toLowerCase(Locale.ROOT));
            order.put("delayMillis", fault.delay().toMillis()).put("times", each.left);
            order.put("method", fault.method()).put("path", fault.path());
            order.put("number", fault.number()).put("recipient", fault.recipient());
        }
        return orders;
    }

    /** For the page and the control API. */
    public ArrayNode view() {
        ArrayNode view = Json.array();
        for (Planned each : planned) {
            Fault fault = each.fault;
            Problem problem = fault.problem();
            Transport transport = fault.transport();
            ObjectNode row = view.addObject().put("id", each.id).put("left", each.left);
            row.put("code", problem == null ? null : problem.code());
            row.put("http", problem == null ? null : problem.http());
            row.put("shape", fault.shape().name()).put("later", fault.later());
            row.put("transport", transport == null ? null : transport.name());
            row.put("delayMillis", fault.delay().toMillis());
            row.put("method", fault.method()).put("path", fault.path());
            row.put("number", fault.number()).put("recipient", fault.recipient());
        }
        return view;
    }
}
