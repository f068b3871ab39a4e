/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The stand-alone program: {@code java -jar ... [--port 8360] [--host 127.0.0.1] ...}; ends with Ctrl-C. Thread-safe.
 */
public final class SimulatorProgram {

    private SimulatorProgram() {}

    /**
     * Starts the simulator and stays until the process is told to end.
     *
     * @param arguments see {@code --help}; wrong ones end the program with status 2, a port that is taken with status 1
     */
    public static void main(String... arguments) throws InterruptedException {
        int status = run(System.out, System.err, System.getenv(), arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(PrintStream out, PrintStream err, Map<String, String> environment, String... arguments)
            throws InterruptedException {
        if (List.of(arguments).contains("--help") || List.of(arguments).contains("-h")) {
            out.println(HELP);
            return 0;
        }
        ProgramOptions options = ProgramOptions.read(environment, arguments);
        if (!options.errors().isEmpty()) {
            options.errors().forEach(err::println);
            err.println(HELP);
            return 2;
        }
        return serve(options.builder(), out, err);
    }

    private static int serve(Whatsapp360Simulator.Builder builder, PrintStream out, PrintStream err)
            throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (Whatsapp360Simulator simulator = builder.start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                end.countDown();
                awaitQuietly(ended);
            }));
            out.println("Chat page   " + simulator.baseUrl() + "/");
            out.println("API         " + simulator.baseUrl() + "  with D360-API-KEY: " + simulator.apiKey());
            out.println("End it with Ctrl-C.");
            warning(builder.settings().host()).ifPresent(err::println);
            end.await();
        } catch (IllegalStateException failed) {
            err.println(failed.getMessage() + ". Choose another with --port, for example --port 8370");
            return 1;
        }
        ended.countDown();
        return 0;
    }

    /** What to know of an address that other computers can reach. */
    static Optional<String> warning(String host) {
        boolean reachesOnlyItself = host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
        return reachesOnlyItself
                ? Optional.empty()
                : Optional.of("Warning: whoever can reach " + host + " can read the API keys and use the control API.");
    }

    private static void awaitQuietly(CountDownLatch ended) {
        try {
            boolean inTime = ended.await(10, TimeUnit.SECONDS);
            assert inTime;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static final String HELP = """
            A stand-in for 360dialog's Messaging API, with a chat page.

              --port PORT      the port, 0 for a free one; default 8360
              --host ADDRESS   the address to listen on; default 127.0.0.1
              --api-key KEY    the key of the first number; default simulator-key
              --allowed-hosts NAMES  host names, with commas between, under which it is reached
                               through a proxy; addresses and names without a dot always work
              --scenario FILE  numbers, templates, customers, faults and conversations to begin with,
                               in YAML or JSON
              --config FILE    a file with these options, a line each: port=8360
              --help           this text
            Each can also be set in the environment, for example SIMULATOR360_PORT=8360 or
            SIMULATOR360_API_KEY=key. The command line wins over the environment, and that over the file.""";
}
