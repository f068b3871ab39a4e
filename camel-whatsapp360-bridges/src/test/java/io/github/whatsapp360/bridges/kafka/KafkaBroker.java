/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.kafka;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.github.whatsapp360.bridges.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A Kafka in this process, broker and controller in one (KRaft). Stopped and started again it has what it had. */
public final class KafkaBroker implements AutoCloseable {

    private final Properties settings = new Properties();
    private final String address;
    private KafkaRaftServer server;

    /** Started, with its log in this directory. */
    public KafkaBroker(Path directory) throws Exception {
        this(directory, BridgeApplication.freePort(), BridgeApplication.freePort());
    }

    private KafkaBroker(Path directory, int port, int controllerPort) throws Exception {
        address = "127.0.0.1:" + port;
        String controller = "127.0.0.1:" + controllerPort;
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", "1");
        settings.setProperty("controller.quorum.voters", "1@" + controller);
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller);
        settings.setProperty("num.partitions", "3");
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("offsets.topic.num.partitions", "1");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        settings.setProperty("log.dirs", Files.createDirectories(directory).toString());
        new Formatter()
                .setClusterId(new Uuid(1, 1).toString())
                .setNodeId(1)
                .setIgnoreFormatted(true)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .setPrintStream(System.out)
                .run();
        start();
    }

    /** A broker that is a process: its directory, its port and the port of its controller. */
    @SuppressWarnings("resource")
    public static void main(String[] arguments) throws Exception {
        new KafkaBroker(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        ServerProcess.serve();
    }

    /** Where it listens. */
    public String address() {
        return address;
    }

    public void start() {
        server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        server.startup();
    }

    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    @Override
    public void close() {
        stop();
    }
}
