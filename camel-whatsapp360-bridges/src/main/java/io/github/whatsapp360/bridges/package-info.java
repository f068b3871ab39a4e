/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Bridges from WhatsApp to other systems, as route templates and Kamelets.
 *
 * <p>Each bridge is one file {@code kamelets/<name>.kamelet.yaml} on the class path: its route, and each parameter with
 * its description, type and default. With this library on the class path every Camel context knows these route
 * templates; each use of one is checked before its route starts. {@link io.github.whatsapp360.bridges.BridgeCatalog}
 * describes them.
 *
 * <p>The classes beside the catalog are the beans of the routes. They are found by type or declared in the template,
 * have no state that a message changes, and are thread-safe.
 */
@NullMarked
package io.github.whatsapp360.bridges;

import org.jspecify.annotations.NullMarked;
