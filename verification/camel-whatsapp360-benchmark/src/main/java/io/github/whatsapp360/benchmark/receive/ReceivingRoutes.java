/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.receive;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Postgres;
import io.github.whatsapp360.camel.Whatsapp360Component;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** The routes of the contenders that are Camel's. Confined to the thread that starts the context. */
final class ReceivingRoutes extends RouteBuilder {

    private static final int SEDA_QUEUE = 1_000_000;

    private final Contender contender;
    private final Order start;
    private final Runnable handled;

    /** @param handled is told whenever the route has run */
    ReceivingRoutes(Contender contender, Order start, Runnable handled) {
        this.contender = contender;
        this.start = start;
        this.handled = handled;
    }

    /** Where deliveries go. */
    static List<String> paths(Contender contender, int accounts) {
        return switch (contender) {
            case CAMEL_WHATSAPP -> List.of("/camel-whatsapp/webhook");
            case NONE, MEMORY, EMBEDDED, JDBC ->
                IntStream.rangeClosed(1, accounts)
                        .mapToObj(account -> "/whatsapp360/bench" + account)
                        .toList();
            default -> List.of("/bench");
        };
    }

    @Override
    public void configure() {
        switch (contender) {
            case PLATFORM_HTTP ->
                from("platform-http:/bench?httpMethodRestrict=POST")
                        .process(exchange -> handled.run())
                        .setBody(constant(""));
            case SEDA -> overSeda();
            case CAMEL_WHATSAPP ->
                working(from("webhook:whatsapp:100200300?authorizationToken=none&webhookVerifyToken=none"
                                + "&webhookComponentName=platform-http&webhookAutoRegister=false"))
                        .process(exchange -> handled.run());
            default -> ours();
        }
    }

    private void overSeda() {
        from("platform-http:/bench?httpMethodRestrict=POST")
                .unmarshal()
                .json()
                .to("seda:work?waitForTaskToComplete=Never&blockWhenFull=true&size=" + SEDA_QUEUE)
                .setBody(constant(""));
        working(from("seda:work?concurrentConsumers=8&size=" + SEDA_QUEUE)).process(exchange -> {
            for (Map<?, ?> entry : list(exchange.getMessage().getBody(Map.class), "entry")) {
                for (Map<?, ?> change : list(entry, "changes")) {
                    if (change.get("value") instanceof Map<?, ?> value) {
                        list(value, "statuses")
                                .forEach(status -> use(status.get("status"), status.get("recipient_id")));
                        list(value, "messages").forEach(message -> use(text(message), message.get("from")));
                    }
                }
            }
        });
    }

    private static @Nullable Object text(Map<?, ?> message) {
        return message.get("text") instanceof Map<?, ?> text ? text.get("body") : message.get("type");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<?, ?>> list(Map<?, ?> parent, String name) {
        return parent.get(name) instanceof List<?> list ? (List<Map<?, ?>>) list : List.of();
    }

    private void ours() {
        Whatsapp360Component component = new Whatsapp360Component();
        component.setInboxDirectory(start.text("directory"));
        getContext().addComponent("whatsapp360", component);
        int accounts = start.number("accounts", 1);
        if (contender == Contender.JDBC) {
            DataSource pool = Postgres.pool(start.text("database"), accounts);
            getContext().getRegistry().bind("inboxPool", DataSource.class, pool, null, "close");
        }
        for (int account = 1; account <= accounts; account++) {
            String uri = "whatsapp360:bench" + account + "?events=all&inbox=" + contender.inbox() + "&webhookSecret="
                    + LoadRole.SECRET;
            working(from(uri))
                    .process(exchange -> use(
                            exchange.getMessage().getBody(String.class),
                            exchange.getMessage().getHeader("CamelWhatsapp360From")));
        }
    }

    private RouteDefinition working(RouteDefinition route) {
        int millis = start.number("routeMillis", 0);
        if (millis > 0) {
            route.delay(millis).syncDelayed();
        }
        return route;
    }

    /** What every route does at its end: it has the text and knows from whom. */
    private void use(@Nullable Object text, @Nullable Object from) {
        if (text != null || from != null) {
            handled.run();
        }
    }
}
