/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.event.InboundEvent;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.Traceable;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Rejects {@code ${body} contains 'x'} and similar predicates on a typed event. Camel converts the left side of {@code
 * ==}, {@code startsWith} and {@code regex} to text, but not that of {@code contains}, {@code ~~} and {@code in}, which
 * would always be false.
 *
 * <p>Guarantee: a filter, choice or validate with such a predicate fails for an event, with an exception that names the
 * correct form. Limit: routes that were added before the component, and predicates in other places, are not checked.
 * Thread-safe; other predicates have no overhead.
 */
final class TypedBodyPredicates implements InterceptStrategy {

    private static final String BODY = "(?:\\$\\{(?:in\\.)?body}|(?<=^|\\()body)";
    private static final Pattern NEVER_TRUE =
            Pattern.compile(BODY + "\\s+!?(?:contains|~~|in)\\s|\\s!?in\\s+\\$\\{(?:in\\.)?body}");
    private static final Pattern LABEL = Pattern.compile("^(?:filter\\[if: |validate\\[)(.*)]$", Pattern.DOTALL);

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, @Nullable Processor next) {
        String predicate = predicate(target);
        if (predicate == null && "choice".equals(definition.getShortName()) && target instanceof Navigate<?> choice) {
            predicate = choice.next().stream()
                    .map(TypedBodyPredicates::predicate)
                    .filter(found -> found != null)
                    .findFirst()
                    .orElse(null);
        }
        return predicate == null ? target : new Refusal(target, predicate);
    }

    /** The predicate of a processor if it can never match an event; otherwise null. */
    private static @Nullable String predicate(@Nullable Object processor) {
        if (!(processor instanceof Traceable traceable)) {
            return null;
        }
        var label = LABEL.matcher(String.valueOf(traceable.getTraceLabel()));
        return label.matches() && NEVER_TRUE.matcher(label.group(1)).find() ? label.group(1) : null;
    }

    /** Rejects events and passes everything else. */
    private static final class Refusal extends DelegateAsyncProcessor {

        private final String predicate;

        Refusal(Processor target, String predicate) {
            super(target);
            this.predicate = predicate;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (!(exchange.getMessage().getBody() instanceof InboundEvent event)) {
                return super.process(exchange, callback);
            }
            exchange.setException(new InvalidMessageException(String.format(
                    Locale.ROOT,
                    "'%s' compares the %s instead of its text and never matches: write %s, for example"
                            + " ${bodyAs(String)} contains 'x', or convert the body to String first",
                    predicate,
                    event.getClass().getSimpleName(),
                    String.join(" or ", List.of("${bodyAs(String)}", "${body.text}")))));
            callback.done(true);
            return true;
        }
    }
}
