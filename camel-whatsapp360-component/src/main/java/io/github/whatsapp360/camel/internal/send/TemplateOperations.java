/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.Whatsapp360Operations;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.TemplateException;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.message.template.TemplateDefinition;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The template operations. Templates are found by their id, or by name and language. */
final class TemplateOperations {

    private TemplateOperations() {}

    static Map<Whatsapp360Operations, Operation> of(Whatsapp360Configuration options) {
        Map<Whatsapp360Operations, Operation> rows = new EnumMap<>(Whatsapp360Operations.class);
        rows.put(Whatsapp360Operations.listTemplates, (exchange, client) -> client.listTemplates()
                .thenApply(OperationResult::body));
        rows.put(Whatsapp360Operations.getTemplate, (exchange, client) -> {
            Which which = Which.of(OperationInput.of(exchange), options);
            String id = which.id();
            return (id == null ? which.find(client) : client.getTemplate(id)).thenApply(OperationResult::body);
        });
        rows.put(Whatsapp360Operations.createTemplate, (exchange, client) -> client.createTemplate(
                        OperationInput.of(exchange).object())
                .thenApply(OperationResult::body));
        rows.put(Whatsapp360Operations.updateTemplate, (exchange, client) -> {
            OperationInput input = OperationInput.of(exchange);
            Map<String, Object> change = input.object();
            return Which.of(input, options)
                    .idAt(client)
                    .thenCompose(id -> client.updateTemplate(id, change))
                    .thenApply(done -> OperationResult.none());
        });
        rows.put(Whatsapp360Operations.deleteTemplate, (exchange, client) -> {
            Which which = Which.of(OperationInput.of(exchange), options);
            return which.delete(client).thenApply(done -> OperationResult.none());
        });
        rows.put(Whatsapp360Operations.unpauseTemplate, (exchange, client) -> Which.of(
                        OperationInput.of(exchange), options)
                .idAt(client)
                .thenCompose(client::unpauseTemplate)
                .thenApply(done -> OperationResult.none()));
        return rows;
    }

    /** Finds the template of an operation. */
    private record Which(
            @Nullable String id,
            @Nullable String name,
            @Nullable String language) {

        static Which of(OperationInput input, Whatsapp360Configuration options) {
            String name = input.text(Whatsapp360Constants.TEMPLATE_NAME);
            String language = input.text(Whatsapp360Constants.TEMPLATE_LANGUAGE);
            return new Which(
                    input.text(Whatsapp360Constants.TEMPLATE_ID),
                    name == null ? options.getTemplateName() : name,
                    language == null ? options.getTemplateLanguage() : language);
        }

        CompletableFuture<String> idAt(Whatsapp360Client client) {
            return id != null
                    ? CompletableFuture.completedFuture(id)
                    : find(client).thenApply(template -> {
                        String found = template.details().id();
                        if (found == null) {
                            throw new TemplateException("The template '" + template.name() + "' has no id");
                        }
                        return found;
                    });
        }

        CompletableFuture<TemplateDefinition> find(Whatsapp360Client client) {
            String wanted = named();
            return client.findTemplate(wanted, language)
                    .thenApply(found -> found.orElseThrow(() -> new TemplateException("There is no template '" + wanted
                                    + "'" + (language == null ? "" : " in " + language))
                            .existingIn(wanted, client.templateLanguages(wanted))));
        }

        CompletableFuture<@Nullable Void> delete(Whatsapp360Client client) {
            String wanted = named();
            return language == null && id == null
                    ? client.deleteTemplate(wanted, null)
                    : idAt(client).thenCompose(found -> client.deleteTemplate(wanted, found));
        }

        private String named() {
            if (name == null) {
                throw new InvalidMessageException("The operation needs the header " + Whatsapp360Constants.TEMPLATE_NAME
                        + " or the option templateName");
            }
            return name;
        }
    }
}
