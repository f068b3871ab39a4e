/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.story;

import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainCommandLineSupport;
import org.apache.camel.spi.RouteController;

/** Camel Main, or what is built on it. Confined to the test's thread. */
final class MainRuntime implements RunningCamel {

    private final MainCommandLineSupport main;

    MainRuntime(String routes, int port, Map<String, String> options, Path data) {
        this(new Main(), routes, port, options, data);
    }

    MainRuntime(MainCommandLineSupport main, String routes, int port, Map<String, String> options, Path data) {
        this.main = main;
        options.forEach((option, value) ->
                main.addInitialProperty("camel.component.whatsapp360.accounts.support." + option, value));
        main.addInitialProperty("camel.component.whatsapp360.inbox-directory", data.toString());
        main.addInitialProperty("camel.main.routes-include-pattern", routes);
        main.addInitialProperty("camel.server.enabled", "true");
        main.addInitialProperty("camel.server.host", "127.0.0.1");
        main.addInitialProperty("camel.server.port", String.valueOf(port));
        main.start();
    }

    @Override
    public void route(Change change) throws Exception {
        RouteController routes = main.getCamelContext().getRouteController();
        switch (change) {
            case SUSPEND -> routes.suspendRoute("answer");
            case RESUME -> routes.resumeRoute("answer");
            case STOP -> routes.stopRoute("answer");
            case START -> routes.startRoute("answer");
        }
    }

    @Override
    public void close() {
        main.stop();
    }
}
