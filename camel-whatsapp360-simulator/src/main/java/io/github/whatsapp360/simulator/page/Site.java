/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.page;

import io.github.whatsapp360.simulator.api.Answer;
import io.github.whatsapp360.simulator.api.Call;
import io.github.whatsapp360.simulator.api.Routes;
import io.github.whatsapp360.simulator.fault.Refusal;
import io.github.whatsapp360.simulator.wire.Json;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is not 360dialog's: the chat page, its live feed, and the control API. Confined to the event loop.
 */
public final class Site {

    /** A file or a raw delivery; everything else that has a body is JSON, which no form of another page can send. */
    private static final Pattern TAKES_ANYTHING =
            Pattern.compile("/simulator/customers/[^/]+/files|/simulator/numbers/[^/]+/deliveries");

    private static final String HEALTH = "/health";
    private static final String EVENTS = "/simulator/events";

    private final Routes routes = new Routes();
    private final LiveFeed feed;

    /** The site of a simulator. */
    public Site(Control control, LiveFeed feed) {
        this.feed = feed;
        control.addTo(routes);
        StaticFiles.addTo(routes);
        routes.add("GET", HEALTH, call -> Answer.json(Json.object().put("status", "UP")));
    }

    /** Whether a path belongs to the site and not to the Messaging API. */
    public boolean owns(String path) {
        return path.equals("/")
                || path.startsWith("/simulator/")
                || path.startsWith("/page/")
                || path.equals(HEALTH)
                || path.equals("/favicon.ico");
    }

    /** Answers, now or later; the live feed takes the response over. */
    public void answer(Call call, HttpServerResponse response, Consumer<Answer> send) {
        if (call.path().equals(EVENTS) && call.method().equals("GET")) {
            feed.join(response);
            return;
        }
        Answer now = answer(call, later -> send.accept(sealed(later)));
        if (now != null) {
            send.accept(sealed(now));
        }
    }

    private static Answer sealed(Answer answer) {
        return answer.with("X-Content-Type-Options", "nosniff").with("Cross-Origin-Resource-Policy", "same-origin");
    }

    private @Nullable Answer answer(Call call, Consumer<Answer> later) {
        Optional<Routes.Found> found = routes.find(call.method(), call.path());
        if (found.isEmpty()) {
            return routes.missing(call.path());
        }
        if (call.body().length() > 0 && !TAKES_ANYTHING.matcher(call.path()).matches() && !isJson(call)) {
            return Answer.proxyError(415, "The Content-Type must be application/json");
        }
        Call named = call.with(found.get().named());
        try {
            if (found.get().endpoint() instanceof LateEndpoint late) {
                late.answer(named, later);
                return null;
            }
            return found.get().endpoint().answer(named);
        } catch (Refusal refusal) {
            return Answer.proxyError(400, refusal.problem().details());
        } catch (NoSuchElementException absent) {
            return Answer.proxyError(404, String.valueOf(absent.getMessage()));
        } catch (IllegalArgumentException wrong) {
            return Answer.proxyError(400, String.valueOf(wrong.getMessage()));
        }
    }

    private static boolean isJson(Call call) {
        return call.header("content-type").toLowerCase(Locale.ROOT).startsWith("application/json");
    }
}
