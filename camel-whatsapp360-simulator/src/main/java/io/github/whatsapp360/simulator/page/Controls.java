/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.page;

import io.github.whatsapp360.simulator.api.RequestLog;
import io.github.whatsapp360.simulator.fault.FaultPlan;
import io.github.whatsapp360.simulator.hook.Courier;
import io.github.whatsapp360.simulator.hook.FlowForms;
import io.github.whatsapp360.simulator.world.Calls;
import io.github.whatsapp360.simulator.world.CustomerActions;
import io.github.whatsapp360.simulator.world.Inbound;
import io.github.whatsapp360.simulator.world.Outbound;
import io.github.whatsapp360.simulator.world.RareActions;
import io.github.whatsapp360.simulator.world.Reviews;
import io.github.whatsapp360.simulator.world.World;

/**
 * What the control API can reach. Confined to the event loop.
 *
 * @param reset puts everything back, see the simulator's own method
 */
public record Controls(
        World world,
        Inbound inbound,
        CustomerActions actions,
        RareActions rare,
        Calls calls,
        FlowForms forms,
        Outbound outbound,
        Reviews reviews,
        Courier courier,
        FaultPlan faults,
        RequestLog requests,
        Runnable reset) {}
