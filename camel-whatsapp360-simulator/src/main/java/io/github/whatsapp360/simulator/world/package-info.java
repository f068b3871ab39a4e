/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What exists in the simulated WhatsApp: numbers, people, chats, messages, templates, media, and what happens to them
 * in time. Knows nothing of HTTP. Confined to the event loop.
 */
@NullMarked
package io.github.whatsapp360.simulator.world;

import org.jspecify.annotations.NullMarked;
