/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.support;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelTracingService;
import org.apache.camel.support.CamelContextHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spans of the OpenTelemetry API. Names and attributes follow its conventions for messaging; none contains a text, a
 * phone number or a message id, in which WhatsApp encodes the number. Loaded only if the API is available.
 *
 * <p>A stored trace context is the {@code traceparent} of the W3C, whatever propagator the application uses, and its
 * {@code tracestate} after a space if there is one.
 */
final class OpenTelemetryTracing implements Tracing {

    private static final Logger LOG = LoggerFactory.getLogger(OpenTelemetryTracing.class);

    private static final TextMapPropagator STORED = W3CTraceContextPropagator.getInstance();

    /** Camel's telemetry puts this into the baggage of the contexts that it activates. */
    private static final String LEFT_BY_CAMEL = "camelScope";

    private static final String TRACE_PARENT = "traceparent";
    private static final String TRACE_STATE = "tracestate";

    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final String account;

    private OpenTelemetryTracing(Tracer tracer, TextMapPropagator propagator, String account) {
        this.tracer = tracer;
        this.propagator = propagator;
        this.account = account;
    }

    /**
     * Uses the tracer and the propagators that Camel's telemetry uses: those of the registry, or otherwise the global
     * ones. Null if no tracing service is part of the Camel context.
     */
    static @Nullable Tracing of(CamelContext context, String account) {
        if (context.hasService(CamelTracingService.class) == null) {
            return null;
        }
        Tracer tracer = CamelContextHelper.findSingleByType(context, Tracer.class);
        ContextPropagators propagators = CamelContextHelper.findSingleByType(context, ContextPropagators.class);
        return new OpenTelemetryTracing(
                tracer == null ? GlobalOpenTelemetry.getTracer("io.github.whatsapp360") : tracer,
                (propagators == null ? GlobalOpenTelemetry.getPropagators() : propagators).getTextMapPropagator(),
                account);
    }

    @Override
    public DeliverySpan begin(Function<String, @Nullable String> header) {
        return guarded(DeliverySpan.NONE, () -> {
            Context server = serverContext();
            Context parent = Span.fromContext(server).getSpanContext().isValid()
                    ? server
                    : propagator.extract(server, header, new Getter<>(Function::apply));
            return new OpenTelemetryDeliverySpan(span("receive", SpanKind.CONSUMER, parent)
                    .setAttribute("messaging.operation.type", "receive")
                    .startSpan());
        });
    }

    /** The span of an instrumented HTTP server, unless it is one that Camel has left behind on the thread. */
    private static Context serverContext() {
        return Baggage.current().getEntryValue(LEFT_BY_CAMEL) == null ? Context.current() : Context.root();
    }

    private record OpenTelemetryDeliverySpan(Span span) implements DeliverySpan {

        @Override
        public @Nullable String context() {
            return write(span.getSpanContext());
        }

        @Override
        public void end(int status) {
            guarded(null, () -> {
                span.setAttribute("http.response.status_code", (long) status);
                if (status != 200) {
                    span.setStatus(StatusCode.ERROR);
                    span.setAttribute("error.type", Integer.toString(status));
                }
                span.end();
                return null;
            });
        }
    }

    @Override
    public void resume(String trace, Instant storedAt, boolean isFirstRun, Map<String, Object> headers) {
        guarded(null, () -> {
            Context parent = read(trace);
            if (isFirstRun) {
                span("wait", SpanKind.INTERNAL, parent)
                        .setStartTimestamp(storedAt)
                        .startSpan()
                        .end();
            }
            propagator.inject(parent, headers, (carrier, name, value) -> headers.put(name, value));
            return null;
        });
    }

    @Override
    public @Nullable String contextOf(Map<String, Object> headers) {
        return guarded(
                null,
                () -> write(Span.fromContext(propagator.extract(
                                Context.root(),
                                headers,
                                new Getter<>(
                                        (carrier, name) -> carrier.get(name) instanceof String value ? value : null)))
                        .getSpanContext()));
    }

    @Override
    public void reported(@Nullable String delivery, String send, String state, String key) {
        guarded(null, () -> {
            Context parent = delivery == null ? Context.root() : read(delivery);
            span(state, SpanKind.CONSUMER, parent)
                    .addLink(Span.fromContext(read(send)).getSpanContext())
                    .setAttribute("whatsapp360.sent_message.key", key)
                    .startSpan()
                    .end();
            return null;
        });
    }

    private SpanBuilder span(String operation, SpanKind kind, Context parent) {
        return tracer.spanBuilder(operation + " " + account)
                .setSpanKind(kind)
                .setParent(parent)
                .setAttribute("messaging.system", "whatsapp")
                .setAttribute("messaging.destination.name", account)
                .setAttribute("messaging.operation.name", operation);
    }

    /** Null if the context is not valid, for example because there is no SDK. */
    private static @Nullable String write(SpanContext context) {
        if (!context.isValid()) {
            return null;
        }
        Map<String, String> carrier = new HashMap<>();
        STORED.inject(Context.root().with(Span.wrap(context)), carrier, (map, name, value) -> carrier.put(name, value));
        String state = carrier.get(TRACE_STATE);
        return state == null || state.indexOf('"') >= 0 || state.indexOf('\\') >= 0
                ? carrier.get(TRACE_PARENT)
                : carrier.get(TRACE_PARENT) + " " + state;
    }

    private static Context read(String trace) {
        int space = trace.indexOf(' ');
        Map<String, String> carrier = space < 0
                ? Map.of(TRACE_PARENT, trace)
                : Map.of(TRACE_PARENT, trace.substring(0, space), TRACE_STATE, trace.substring(space + 1));
        return STORED.extract(Context.root(), carrier, new Getter<>(Map::get));
    }

    /** A broken exporter must not stop deliveries. */
    private static <T> T guarded(T otherwise, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException broken) {
            LOG.debug("A span was not recorded", broken);
            return otherwise;
        }
    }

    /** Reads from any carrier. */
    private record Getter<C>(BiFunction<C, String, @Nullable String> read) implements TextMapGetter<C> {

        @Override
        public Iterable<String> keys(C carrier) {
            return List.of();
        }

        @Override
        public @Nullable String get(@Nullable C carrier, String name) {
            return carrier == null ? null : read.apply(carrier, name);
        }
    }
}
