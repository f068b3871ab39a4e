/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.jms;

import io.github.whatsapp360.bridges.internal.ApplicationBeans;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.jspecify.annotations.Nullable;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/**
 * The connections of a bridge: pooled ones to the Artemis at a URL, or those of the application's own connection
 * factory.
 *
 * <p>Default: the only connection factory of the application.
 *
 * <p>Thread-safe once it is initialized.
 */
public final class JmsConnections implements ConnectionFactory, CamelContextAware {

    /** Artemis' client rests for two seconds with each attempt by default, one attempt after the other. */
    private static final long RETRY_INTERVAL = 100;

    private @Nullable CamelContext camelContext;
    private String broker = "";
    private String username = "";
    private String password = "";
    private String connectionFactory = "";
    private @Nullable ConnectionFactory connections;
    private @Nullable JmsPoolConnectionFactory pool;

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    /** The URL of an Artemis; empty for an own connection factory. */
    public void setBroker(String broker) {
        this.broker = broker;
    }

    /** The user at the broker; empty for none. */
    public void setUsername(String username) {
        this.username = username;
    }

    /** The password of the user. */
    public void setPassword(String password) {
        this.password = password;
    }

    /**
     * The name of a bean that is the connection factory; empty for the URL of a broker, or the only bean of that type.
     */
    public void setConnectionFactory(String connectionFactory) {
        this.connectionFactory = connectionFactory;
    }

    /**
     * Finds or makes the connection factory; connects to nothing.
     *
     * @throws IllegalArgumentException if there is none, or several
     */
    public void start() {
        connections = broker.isEmpty() ? ofTheApplication() : pool(broker);
    }

    private JmsPoolConnectionFactory pool(String url) {
        ActiveMQConnectionFactory artemis = new ActiveMQConnectionFactory(url);
        if (!url.contains("retryInterval=")) {
            artemis.setRetryInterval(RETRY_INTERVAL);
        }
        if (!username.isEmpty()) {
            artemis.setUser(username);
            artemis.setPassword(password);
        }
        JmsPoolConnectionFactory pooled = new JmsPoolConnectionFactory();
        pooled.setConnectionFactory(artemis);
        pool = pooled;
        return pooled;
    }

    private ConnectionFactory ofTheApplication() {
        return ApplicationBeans.find(
                camelContext,
                ConnectionFactory.class,
                connectionFactory,
                "set 'broker', or name one with 'connectionFactory'");
    }

    /** Closes the connections that it made. */
    public void stop() {
        if (pool != null) {
            pool.stop();
            pool = null;
        }
    }

    private ConnectionFactory connections() {
        ConnectionFactory made = connections;
        if (made == null) {
            throw new IllegalStateException("The connections of the bridge are not started");
        }
        return made;
    }

    @Override
    public Connection createConnection() throws JMSException {
        return connections().createConnection();
    }

    @Override
    public Connection createConnection(String user, String secret) throws JMSException {
        return connections().createConnection(user, secret);
    }

    @Override
    public JMSContext createContext() {
        return connections().createContext();
    }

    @Override
    public JMSContext createContext(String user, String secret) {
        return connections().createContext(user, secret);
    }

    @Override
    public JMSContext createContext(String user, String secret, int sessionMode) {
        return connections().createContext(user, secret, sessionMode);
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return connections().createContext(sessionMode);
    }
}
