/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Sending: text messages to a stub on the loopback address, by us and by others.
 *
 * <pre>
 *  Sending ──► SenderRole, one child JVM for each candidate  ──HTTP, HTTPS──►  StubRole, which answers at once or
 *                                                                              after 100 ms
 * </pre>
 */
@NullMarked
package io.github.whatsapp360.benchmark.send;

import org.jspecify.annotations.NullMarked;
