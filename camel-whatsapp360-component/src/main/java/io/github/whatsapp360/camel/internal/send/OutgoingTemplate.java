/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.SendOutcome;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.TemplateException;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.json.CallbackData;
import io.github.whatsapp360.json.MessageHeadReader;
import io.github.whatsapp360.message.MessageHead;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.template.TemplateDefinition;
import io.github.whatsapp360.message.template.TemplateMismatch;
import io.github.whatsapp360.message.template.TemplateParameters;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A template that is checked against its definition before it is sent. If the definition is not available within two
 * seconds, the template is sent unchecked, with a text as its only parameter, and the API decides.
 *
 * @param parameters null if there is only a text
 * @param text the possible only parameter; null if there is none
 * @param envelope the message, with the template without parameters
 */
record OutgoingTemplate(
        OutboundContent.Template template,
        @Nullable TemplateParameters parameters,
        @Nullable String text,
        OutboundMessage envelope,
        MessageValidation validation)
        implements OutgoingMessage {

    @Override
    public CompletableFuture<@Nullable SendReceipt> send(
            Whatsapp360Client client, SendProgress progress, String callbackPrefix) {
        OutboundMessage carrying = CallbackData.prefixed(envelope, callbackPrefix);
        return new OutgoingTemplate(template, parameters, text, carrying, validation)
                .sendBy(client, true)
                .thenApply(receipt -> receipt);
    }

    private CompletableFuture<SendReceipt> sendBy(Whatsapp360Client client, boolean mayBeOutdated) {
        return client.knownTemplate(template.name(), template.language().code()).thenCompose(definition -> {
            if (definition.isEmpty()) {
                return sendAsGiven(client).exceptionallyCompose(problem -> explained(client, problem));
            }
            TemplateParameters filled = parametersFor(definition.get());
            List<TemplateMismatch> mismatches = definition.get().check(filled);
            if (mismatches.isEmpty()) {
                return client.send(message(filled, definition));
            }
            if (mayBeOutdated && client.suspectTemplate(template.name())) {
                return sendBy(client, false);
            }
            throw new TemplateException("The parameters do not fit the template '" + template.name() + "' in "
                    + template.language().code() + ", and it was not sent: "
                    + mismatches.stream().map(TemplateMismatch::toString).collect(Collectors.joining("; ")));
        });
    }

    /** A wrong language is the usual reason for a missing definition. */
    private CompletableFuture<SendReceipt> explained(Whatsapp360Client client, Throwable problem) {
        Whatsapp360Exception refusal = Whatsapp360Exception.in(problem);
        List<String> languages = client.templateLanguages(template.name());
        boolean isThere = languages.contains(template.language().code());
        return CompletableFuture.failedFuture(
                refusal instanceof TemplateException unfit && !isThere
                        ? unfit.existingIn(template.name(), languages)
                        : refusal);
    }

    /** Without a definition only the API can decide whether the template takes the text. */
    private CompletableFuture<SendReceipt> sendAsGiven(Whatsapp360Client client) {
        if (parameters != null || text == null) {
            return client.send(message(parameters == null ? TemplateParameters.none() : parameters, Optional.empty()));
        }
        TemplateParameters sole = TemplateParameters.of(List.of(text));
        return CompletableFuture.completedFuture(sole)
                .thenCompose(given -> client.send(message(given, Optional.empty())))
                .exceptionallyCompose(problem -> sendWithout(client, Whatsapp360Exception.in(problem)));
    }

    /** Sends the template without the text if the text was refused; otherwise fails with the refusal. */
    private CompletableFuture<SendReceipt> sendWithout(Whatsapp360Client client, Whatsapp360Exception refusal) {
        if (!(refusal instanceof TemplateException || refusal instanceof InvalidMessageException)) {
            return CompletableFuture.failedFuture(refusal);
        }
        return client.send(message(TemplateParameters.none(), Optional.empty())).exceptionallyCompose(problem -> {
            Whatsapp360Exception second = Whatsapp360Exception.in(problem);
            return CompletableFuture.failedFuture(second.outcome() == SendOutcome.notSent ? refusal : second);
        });
    }

    private TemplateParameters parametersFor(TemplateDefinition known) {
        if (parameters != null) {
            return parameters;
        }
        return text == null
                ? TemplateParameters.none()
                : known.soleParameter(text).orElseGet(TemplateParameters::none);
    }

    private OutboundMessage message(TemplateParameters filled, Optional<TemplateDefinition> definition) {
        OutboundMessage message = envelope.withContent(
                OutboundContent.template(template.name(), template.language().code(), filled));
        if (definition.filter(TemplateDefinition::isAuthentication).isPresent()) {
            validation.checkCode(message);
        }
        validation.check(message);
        return message;
    }

    @Override
    public MessageHead head() {
        return MessageHeadReader.read(envelope);
    }

    /** Equal if content and recipient are equal, regardless of validation. */
    @Override
    public boolean equals(Object other) {
        return other instanceof OutgoingTemplate message
                && template.equals(message.template)
                && Objects.equals(parameters, message.parameters)
                && Objects.equals(text, message.text)
                && envelope.equals(message.envelope);
    }

    @Override
    public int hashCode() {
        return Objects.hash(template, parameters, text, envelope);
    }

    @Override
    public String toString() {
        return "OutgoingTemplate[" + template + "]";
    }
}
