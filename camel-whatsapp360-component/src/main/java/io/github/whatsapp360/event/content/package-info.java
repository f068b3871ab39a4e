/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The content of messages, and related values: contacts, replies, errors. Shared by everything in which messages occur:
 * those of customers, echoes, histories, other agents' conversations.
 *
 * <p>Records print their type and ids only, never a number or a text. All types are immutable and thread-safe.
 */
@NullMarked
package io.github.whatsapp360.event.content;

import org.jspecify.annotations.NullMarked;
