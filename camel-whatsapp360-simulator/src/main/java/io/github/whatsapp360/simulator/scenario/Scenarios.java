/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.fault.FaultPlan;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Chat;
import io.github.whatsapp360.simulator.world.Outbound;
import io.github.whatsapp360.simulator.world.Reviews;
import io.github.whatsapp360.simulator.world.StateReader;
import io.github.whatsapp360.simulator.world.StateWriter;
import io.github.whatsapp360.simulator.world.World;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Begins a simulator as a scenario says, and saves its state in the same form. Confined to the event loop. */
public final class Scenarios {

    private static final ObjectNode NOTHING = Json.object();

    private final World world;
    private final FaultPlan faults;
    private final Function<ObjectNode, Fault> faultOf;
    private final StateReader reader;
    private final StateWriter writer;
    private final Conversations conversations;
    private final String usualKey;
    private ObjectNode current = NOTHING;

    /**
     * What a scenario sets.
     *
     * @param world numbers, templates, customers, chats
     * @param outbound moves on what was under way
     * @param reviews decide on templates later
     * @param faults takes the faults
     */
    public record Parts(World world, Outbound outbound, Reviews reviews, FaultPlan faults) {}

    /**
     * The scenarios of a simulator.
     *
     * @param faultOf a fault out of its form in the control API
     * @param actor lets a customer do an action of the control API
     * @param usualKey of the number that there is when a scenario has none
     */
    public Scenarios(
            Parts parts, Function<ObjectNode, Fault> faultOf, BiConsumer<Chat, ObjectNode> actor, String usualKey) {
        this.world = parts.world();
        this.faults = parts.faults();
        this.faultOf = faultOf;
        this.reader = new StateReader(world, parts.outbound(), parts.reviews());
        this.writer = new StateWriter(world);
        this.conversations = new Conversations(world, actor::accept);
        this.usualKey = usualKey;
    }

    /** Begins as the scenario says, which has no errors, in a world that is new or was just reset. */
    public void begin(ObjectNode scenario) {
        current = scenario;
        world.platformSecret("");
        reader.numbersAndTemplates(scenario, usualKey);
        people();
    }

    /** Begins as the scenario says, and forgets everything before it. */
    public void replace(ObjectNode scenario, Runnable reset) {
        current = NOTHING;
        reset.run();
        begin(scenario);
    }

    /** Customers, chats, faults and conversations as at the start; for a world that was just reset. */
    public void again() {
        people();
    }

    private void people() {
        conversations.clear();
        reader.peopleAndChats(current);
        current.path("faults").forEach(each -> faults.add(faultOf.apply((ObjectNode) each)));
        current.path("conversations").forEach(each -> conversations.add((ObjectNode) each));
    }

    /** The whole state, see {@link StateWriter}, with the faults and conversations that are not used up. */
    public ObjectNode save() {
        ObjectNode state = writer.write();
        state.set("faults", faults.orders());
        state.set("conversations", conversations.write());
        return state;
    }
}
