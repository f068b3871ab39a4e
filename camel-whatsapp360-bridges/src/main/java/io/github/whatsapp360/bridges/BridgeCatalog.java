/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges;

import io.github.whatsapp360.bridges.internal.KameletFile;
import java.util.List;

/** All bridges of this library, as their files describe them. Thread-safe. */
public final class BridgeCatalog {

    private static final List<String> NAMES = List.of(
            "whatsapp360-to-mail",
            "mail-to-whatsapp360",
            "whatsapp360-to-jms",
            "jms-to-whatsapp360",
            "whatsapp360-to-kafka",
            "kafka-to-whatsapp360",
            "whatsapp360-to-files",
            "files-to-whatsapp360",
            "whatsapp360-to-sql",
            "sql-to-whatsapp360");

    private BridgeCatalog() {}

    /** The bridges, in the order of the documentation. */
    public static List<Bridge> bridges() {
        return Descriptions.ALL;
    }

    /** Read once, when they are asked for. */
    private static final class Descriptions {

        static final List<Bridge> ALL = NAMES.stream().map(KameletFile::read).toList();
    }
}
