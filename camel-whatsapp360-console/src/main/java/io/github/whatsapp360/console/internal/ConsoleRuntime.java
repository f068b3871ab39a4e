/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import io.github.whatsapp360.camel.Whatsapp360Component;
import io.github.whatsapp360.camel.internal.http.HttpServer;
import io.github.whatsapp360.camel.internal.operator.OperatedAccount;
import io.github.whatsapp360.camel.internal.operator.OperatedAccounts;
import io.github.whatsapp360.console.ConsoleConfiguration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.Service;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running console: its HTTP consumer, its statistics and the thread that samples them.
 *
 * <p>Thread-safe once it has started; started and stopped by one thread.
 */
public final class ConsoleRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleRuntime.class);

    /** Maximum size of a request body in bytes: a choice of a thousand dead letters. */
    static final int MAXIMUM_REQUEST_SIZE = 32_768;

    private final CamelContext context;
    private final ConsoleConfiguration configuration;
    private final Statistics statistics = new Statistics();
    private final String path;
    private final Access access;
    private @Nullable Service served;
    private @Nullable ScheduledExecutorService sampler;

    /**
     * Creates a console that is not served yet.
     *
     * @throws IllegalArgumentException if nobody could use it, or its path is none
     */
    public ConsoleRuntime(CamelContext context, ConsoleConfiguration configuration) {
        this.context = context;
        this.configuration = configuration;
        this.path = path(configuration.getPath());
        this.access = new Access(configuration, System::nanoTime);
    }

    private static String path(String configured) {
        String path = configured.strip().replaceFirst("/+$", "");
        if (!path.matches("/[A-Za-z0-9._~/-]+")) {
            throw new IllegalArgumentException(
                    "whatsapp360.console.path must begin with a slash and must not be the root, actual is "
                            + configured);
        }
        return path;
    }

    /** Hears what the accounts count. */
    public Statistics statistics() {
        return statistics;
    }

    /**
     * Serves the console.
     *
     * @throws IllegalArgumentException if there is no HTTP server
     */
    public void start() {
        if (served != null) {
            return;
        }
        String component = httpComponent();
        // Camel does this with the first route; an application may have none.
        PluginHelper.getUnitOfWorkFactory(context.getCamelContextExtension()).afterPropertiesConfigured(context);
        HttpServer server = new HttpServer(context, "console", component);
        Reports reports = new Reports(this::accounts, statistics);
        ConsoleApi api = new ConsoleApi(this::accounts, reports, statistics);
        ConsoleHandler handler = new ConsoleHandler(path, hosts(), access, api);
        try {
            Service service =
                    server.serveBelow(path, MAXIMUM_REQUEST_SIZE, new ConsoleProcessor(server::request, handler));
            served = service;
            server.start(service);
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new RuntimeCamelException(failed);
        }
        sampler = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "Whatsapp360Console");
        ScheduledFuture<?> unused = sampler.scheduleAtFixedRate(this::sample, 1, 1, TimeUnit.SECONDS);
        LOG.info("The console is served at {}/ by {}", path, component);
    }

    private List<String> hosts() {
        return configuration.getAllowedHosts().stream()
                .map(each -> each.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private String httpComponent() {
        String configured = configuration.getHttpComponent();
        if (configured != null && !configured.isBlank()) {
            return configured;
        }
        return context.hasComponent("whatsapp360") instanceof Whatsapp360Component component
                ? component.getConfiguration().getHttpComponent()
                : "platform-http";
    }

    private List<OperatedAccount> accounts() {
        OperatedAccounts all = context.getCamelContextExtension().getContextPlugin(OperatedAccounts.class);
        return all == null ? List.of() : all.accounts();
    }

    private void sample() {
        try {
            accounts().forEach(statistics::sample);
        } catch (RuntimeException failed) {
            LOG.debug("A sample of the console's plots is missing", failed);
        }
    }

    /** Ends the console. */
    public void stop() {
        if (sampler != null) {
            context.getExecutorServiceManager().shutdownNow(sampler);
            sampler = null;
        }
        ServiceHelper.stopAndShutdownService(served);
        served = null;
    }
}
