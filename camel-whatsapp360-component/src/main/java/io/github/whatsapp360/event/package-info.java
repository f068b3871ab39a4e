/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * All received events as records: a webhook delivery consists of {@link io.github.whatsapp360.event.InboundEvent
 * events}, each of which keeps its JSON element. The content of messages is in {@code content}, the details of other
 * events in {@code change}. An unknown or unreadable element becomes the {@code Unrecognized} member of its family,
 * never an exception.
 *
 * <p>All types are immutable and thread-safe.
 */
@NullMarked
package io.github.whatsapp360.event;

import org.jspecify.annotations.NullMarked;
