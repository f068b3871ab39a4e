/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** An Artemis on a port of this computer. Stopped and started again it has what it had. */
final class JmsBroker implements AutoCloseable {

    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private final String url = "tcp://127.0.0.1:" + Demo.freePort(0);

    JmsBroker(Path directory) throws Exception {
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

    /**
     * For clients. By itself the client rests for two seconds with each attempt to reach a broker that is down, one
     * attempt after the other, until nobody waits for the answer any more.
     */
    String url() {
        return url + "?retryInterval=20";
    }

    void stop() throws Exception {
        server.stop();
    }

    void startAgain() throws Exception {
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
