/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * The demo: the simulator and a Camel Main application with the routes in {@code routes/demo.yaml}, in one process,
 * until Ctrl-C. Ports are 8360 for the chat page and 8361 for the webhook, or those of the system properties {@code
 * demo.port} and {@code demo.webhookPort}; where one is taken, any free one is, and the demo says so.
 */
public final class Demo {

    private static final int CHAT_PAGE = 8360;
    private static final int WEBHOOK = 8361;

    private Demo() {}

    /** Runs until the process is told to end. */
    public static void main(String[] arguments) throws Exception {
        try (Whatsapp360Simulator simulator = Whatsapp360Simulator.builder()
                .port(port("demo.port", CHAT_PAGE))
                .start()) {
            simulator.customer("491701234567", "Lena");
            Main main = application(simulator.baseUrl(), port("demo.webhookPort", WEBHOOK));
            main.addMainListener(new MainListenerSupport() {
                @Override
                public void afterStart(BaseMainSupport started) {
                    noteRunning();
                    System.out.printf("""
                            A simulated 360dialog and a Camel application with the routes of \
                            camel-whatsapp360-example/src/main/resources/routes are running.
                            Open %s and write as Lena: anything for an answer with her name, menu for buttons and a \
                            list; or send a picture.
                            A file that you copy to target/demo/send goes to her. \
                            target/demo/transcript.txt has it all. Ctrl-C ends.
                            """, simulator.baseUrl());
                }
            });
            main.run();
        }
    }

    /** Ends what tells of the progress; the demo runs all the same if nobody waits for that. */
    private static void noteRunning() {
        try {
            Files.writeString(Files.createDirectories(Path.of("target", "demo")).resolve("running"), "");
        } catch (IOException readOnly) {
            System.out.println("The demo runs.");
        }
    }

    /** The application: application.properties, pointed at this simulator and serving the webhook at this port. */
    public static Main application(String simulator, int port) throws IOException {
        forget(Path.of("target", "demo", "inbox"));
        Main main = new Main();
        main.addOverrideProperty("camel.server.port", String.valueOf(port));
        main.addOverrideProperty("camel.component.whatsapp360.base-url", simulator);
        main.addOverrideProperty(
                "camel.component.whatsapp360.webhook-url", "http://localhost:" + port + "/whatsapp360/demo");
        return main;
    }

    /**
     * The simulator begins anew each time, perhaps after its clock was a day ahead: so does the inbox, which knows the
     * windows.
     */
    private static void forget(Path inbox) throws IOException {
        if (Files.isDirectory(inbox)) {
            try (Stream<Path> files = Files.list(inbox)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * The port of a system property, or else the usual one; any free one where that is taken, which is then said.
     *
     * @throws IllegalArgumentException if the property is no port
     */
    static int port(String property, int usual) throws IOException {
        String given = System.getProperty(property, Integer.toString(usual));
        if (!given.matches("[0-9]{1,5}") || Integer.parseInt(given) > 65_535) {
            throw new IllegalArgumentException("-D" + property + ": expected a port, 0 to 65535, actual " + given);
        }
        int wish = Integer.parseInt(given);
        int free = freePort(wish);
        if (wish != 0 && free != wish) {
            System.out.printf(
                    "Port %d is taken by another program: %d is used. -D%s=… chooses one.%n", wish, free, property);
        }
        return free;
    }

    /** The port wished for, or any free one where that is taken. */
    public static int freePort(int wish) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket socket = new ServerSocket(wish, 1, loopback)) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
                return socket.getLocalPort();
            }
        }
    }
}
