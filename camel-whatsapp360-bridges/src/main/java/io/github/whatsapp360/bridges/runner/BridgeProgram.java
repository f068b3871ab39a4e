/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.runner;

import io.github.whatsapp360.bridges.BridgeCatalog;
import io.github.whatsapp360.bridges.InvalidBridgeException;
import io.github.whatsapp360.bridges.internal.ConfiguredBridges;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the bridges of a file of properties, and runs until it is stopped.
 *
 * <p>Exit code: 0 after a stop, 1 if the bridges cannot start; the reason is on the standard error output.
 *
 * <p>The file is in UTF-8.
 *
 * <p>Defaults: the webhook on port 8080, health and metrics on port 9876 below {@code /observe}. The file overrides
 * them.
 */
public final class BridgeProgram {

    private static final Logger LOG = LoggerFactory.getLogger(BridgeProgram.class);
    private static final String FILE = "application.properties";

    private static final Map<String, String> DEFAULTS = Map.of(
            "camel.server.enabled", "true",
            "camel.management.enabled", "true",
            "camel.management.port", "9876",
            "camel.management.health-check-enabled", "true",
            "camel.management.metrics-enabled", "true",
            "camel.health.exposure-level", "full",
            "camel.health.producers-enabled", "true",
            "camel.metrics.enabled", "true",
            "camel.metrics.binders", "jvm-memory,processor");

    private BridgeProgram() {}

    /** Starts the bridges of the file that is the only argument; without one, of {@code application.properties}. */
    public static void main(String[] arguments) {
        int code = run(Path.of(arguments.length == 0 ? FILE : arguments[0]), System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Runs until the program is stopped; the exit code. */
    static int run(Path file, PrintStream errors) {
        try {
            if (!Files.isReadable(file)) {
                errors.println(file.toAbsolutePath() + " cannot be read. The only argument is the file of properties;"
                        + " without one it is " + FILE + " in the working directory.");
                return 1;
            }
            BridgeFile bridges = BridgeFile.read(file);
            if (bridges.bridges().isEmpty()) {
                errors.println(file + " has no bridge. Each begins with a line such as\n"
                        + "  camel.routeTemplate[0].template-id = whatsapp360-to-files\nThere are: " + names());
                return 1;
            }
            Main main = new BridgeMain(bridges);
            DEFAULTS.forEach(main::addInitialProperty);
            main.setPropertyPlaceholderLocations("file:" + file.toAbsolutePath());
            main.run();
            return main.getExitCode();
        } catch (CharacterCodingException otherCharset) {
            errors.println(file + " is not in UTF-8.");
            return 1;
        } catch (Exception e) {
            errors.println(reason(e));
            LOG.debug("The bridges cannot start", e);
            return 1;
        }
    }

    /** Camel's, which would read a file of properties as ISO 8859-1. Checks the bridges before all else. */
    private static final class BridgeMain extends Main {

        private final BridgeFile file;

        BridgeMain(BridgeFile file) {
            this.file = file;
        }

        @Override
        protected CamelContext createCamelContext() {
            CamelContext context = super.createCamelContext();
            context.getPropertiesComponent().setEncoding("UTF-8");
            return context;
        }

        @Override
        protected void autoconfigure(CamelContext context) throws Exception {
            ConfiguredBridges.check(file.bridges(), file.problems(), context);
            super.autoconfigure(context);
        }
    }

    private static String names() {
        return BridgeCatalog.bridges().stream().map(bridge -> bridge.name()).collect(Collectors.joining(", "));
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && !(cause instanceof InvalidBridgeException)) {
            cause = cause.getCause();
        }
        return "The bridges cannot start: "
                + (cause instanceof InvalidBridgeException ? cause.getMessage() : cause.toString());
    }
}
