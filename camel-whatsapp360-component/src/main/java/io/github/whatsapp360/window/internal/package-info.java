/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Internal: derives the state of a customer service window from events. The facts about one user are four instants,
 * each the latest of its kind ({@link io.github.whatsapp360.window.internal.WindowFacts}), so that late, repeated and
 * disordered events change nothing. {@link io.github.whatsapp360.window.internal.WindowUpdater} resolves the phone
 * numbers and ids of a user, and a {@link io.github.whatsapp360.window.internal.WindowTable} stores the facts.
 *
 * <p>Records are immutable and thread-safe; each table states its own thread rule.
 */
@NullMarked
package io.github.whatsapp360.window.internal;

import org.jspecify.annotations.NullMarked;
