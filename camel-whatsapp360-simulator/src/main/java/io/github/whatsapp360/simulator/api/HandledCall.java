/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import io.github.whatsapp360.simulator.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * The result of a call. Confined to the event loop.
 *
 * @param answer what would be answered on a sound connection
 * @param fault the fault that hit the call, or null
 */
public record HandledCall(Answer answer, @Nullable Fault fault) {}
