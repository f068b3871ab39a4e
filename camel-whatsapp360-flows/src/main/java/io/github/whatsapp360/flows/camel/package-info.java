/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The Camel component {@code whatsapp360-flow}: turns the requests of the screens into exchanges, and the reply of the
 * route into the answer.
 *
 * <p>Component and endpoints are configured by one thread and thread-safe once they have started.
 */
@NullMarked
package io.github.whatsapp360.flows.camel;

import org.jspecify.annotations.NullMarked;
