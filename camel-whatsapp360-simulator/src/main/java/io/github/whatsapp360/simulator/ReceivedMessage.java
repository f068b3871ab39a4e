/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

/**
 * A message of the business as the customer's phone shows it. Thread-safe.
 *
 * @param wamid its id
 * @param type the wire name, for example {@code text}
 * @param text what a person would read; a template with its parameters filled in; empty for a picture without caption
 * @param raw the request as the API took it, JSON
 * @param status {@code accepted}, {@code sent}, {@code delivered}, {@code read}, {@code played} or {@code failed}
 */
public record ReceivedMessage(String wamid, String type, String text, String raw, String status) {}
