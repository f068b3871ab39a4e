/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import java.time.Instant;

/**
 * Somebody asks to join a group that lets nobody in unasked. Immutable.
 *
 * @param id of the request
 * @param person who asks
 * @param at since when
 */
public record JoinRequest(String id, Person person, Instant at) {}
