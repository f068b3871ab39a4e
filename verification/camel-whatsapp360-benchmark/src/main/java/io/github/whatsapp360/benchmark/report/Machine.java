/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import io.github.whatsapp360.benchmark.measure.Postgres;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.jspecify.annotations.Nullable;

/** On what was measured; what other programs did at the time is in the load average. */
public final class Machine {

    private Machine() {}

    /** Lines for the report. */
    public static List<String> lines(String plan) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return List.of(
                "Measured: " + Instant.now().truncatedTo(ChronoUnit.MINUTES) + ", " + plan,
                "Machine: " + Runtime.getRuntime().availableProcessors() + " processors (" + processor() + "), "
                        + (system.getTotalMemorySize() >> 30) + " GB, " + System.getProperty("os.name") + " "
                        + System.getProperty("os.version").replaceAll("[^0-9.].*", ""),
                String.format(
                        Locale.ROOT, "Load average at the end, ours included: %.1f", system.getSystemLoadAverage()),
                "Java " + System.getProperty("java.version") + ", Camel " + version(CamelContext.class) + ", Vert.x "
                        + version(Vertx.class) + ", HttpClient " + version(HttpAsyncClients.class)
                        + ", PostgreSQL " + Postgres.version() + ", G1, heaps of 512 MB");
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"), UTF_8)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException notLinux) {
            return System.getProperty("os.arch");
        }
    }

    private static String version(Class<?> type) {
        @Nullable String inManifest = type.getPackage().getImplementationVersion();
        if (inManifest != null) {
            return inManifest;
        }
        // The jar's name ends with the version.
        String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
        return jar.replaceAll("^.*-([0-9][^/]*)\\.jar$", "$1");
    }
}
