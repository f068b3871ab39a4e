/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.jms;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.github.whatsapp360.bridges.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** An Artemis on a port of this computer. Stopped and started again it has what it had. */
public final class JmsBroker implements AutoCloseable {

    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private final String url;

    /** Started, with its journal in this directory. */
    public JmsBroker(Path directory) throws Exception {
        this(directory, BridgeApplication.freePort());
    }

    private JmsBroker(Path directory, int port) throws Exception {
        url = "tcp://127.0.0.1:" + port;
        server.setConfiguration(new ConfigurationImpl()
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setJournalDirectory(directory.resolve("journal").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setJournalType(JournalType.NIO)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("tcp", url));
        server.start();
    }

    /** A broker that is a process: its directory, and its port. */
    @SuppressWarnings("resource")
    public static void main(String[] arguments) throws Exception {
        new JmsBroker(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        ServerProcess.serve();
    }

    /** Where it listens. */
    public String url() {
        return url;
    }

    public void stop() throws Exception {
        server.stop();
    }

    public void startAgain() throws Exception {
        server.start();
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception problem) {
            throw new IOException("The broker could not be stopped", problem);
        }
    }
}
