/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.sql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * A PostgreSQL on a port of this computer, from Maven artifacts: no installation, no container. PostgreSQL refuses to
 * run as root; there it is started in a user namespace of its own ({@code unshare -U}).
 */
public final class PostgresServer {

    private PostgresServer() {}

    /** Starts it; where that cannot be, the tests are skipped and say why. */
    public static EmbeddedPostgres start() throws IOException {
        return start(builder -> {});
    }

    /** Starts one with these settings. */
    static EmbeddedPostgres start(Consumer<EmbeddedPostgres.Builder> settings) throws IOException {
        skipUnless(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "the PostgreSQL for the tests is built for Linux on amd64");
        skipUnless(
                !System.getProperty("user.name").equals("root") || LinuxUtils.isUnshareAvailable(),
                "PostgreSQL does not run as root, and 'unshare -U' is not allowed here");
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder().setLocaleConfig("locale", "C.UTF-8");
        settings.accept(builder);
        return builder.start();
    }

    private static void skipUnless(boolean possible, String reason) {
        if (!possible) {
            System.out.println("Skipped: " + reason);
        }
        assumeTrue(possible, reason);
    }
}
